import { softwareDevice } from '../../src/translate/codings.js';
import { NONE, ownIdentifier, pattern } from './constraints.js';
import { isNotLabelled } from './invariants.js';
import type { Profile } from './profile.js';

export const device: Profile = {
  id: 'ai-device',
  type: 'Device',
  title: 'Dermatology AI as a device',
  description:
    'The software that made the findings. It says the same in every report, so that a receiver stores it once; it belongs to no patient.',
  elements: {
    Device: { constraint: [isNotLabelled] },
    'Device.text': {},
    ...ownIdentifier('Device'),
    'Device.udiCarrier.carrierHRF': {},
    'Device.status': { min: 1, patternCode: 'active' },
    'Device.manufacturer': {},
    'Device.deviceName': { min: 1 },
    'Device.deviceName.type': { patternCode: 'user-friendly-name' },
    'Device.type': { min: 1, patternCodeableConcept: pattern(...(softwareDevice.coding ?? [])) },
    'Device.version': {},
    'Device.patient': NONE,
  },
};
