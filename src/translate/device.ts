import type { Device, Meta } from 'fhir/r4.js';
import type { IdSource } from '../fhir/id-source.js';
import { narrative, escapeXml } from '../fhir/narrative.js';
import { softwareDevice } from './codings.js';
import { resourceIdentifier } from './resource-identifier.js';

/** Who made the findings. Configuration, because the raw report names neither product nor version. */
export interface DeviceIdentity {
  /** Stable key: the Device of every report with this key is one resource. */
  readonly key: string;
  readonly name: string;
  readonly manufacturer?: string | undefined;
  readonly version?: string | undefined;
  /** Unique device identifier, human readable form. */
  readonly udi?: string | undefined;
}

/** The resource of a device identity. */
export type DeviceResource = Device & { id: string };

/** The Device says the same in every report, whatever the report's language: receivers store it once. */
const LANGUAGE = 'en';

/**
 * The software that made the findings: one resource per configured device identity, shared by all reports, so that
 * writing it again changes nothing.
 */
export function deviceResource(device: DeviceIdentity, idOf: IdSource, meta: Meta | null): DeviceResource {
  const id = idOf(`Device|${device.key}`);
  const version = device.version === undefined ? '' : ` ${device.version}`;
  const maker = device.manufacturer === undefined ? '' : `, ${escapeXml(device.manufacturer)}`;
  return {
    resourceType: 'Device',
    id,
    ...(meta === null ? {} : { meta }),
    language: LANGUAGE,
    text: narrative(
      LANGUAGE,
      `<p>${escapeXml(device.name + version)}${maker}: artificial intelligence software.</p>`,
    ),
    identifier: [resourceIdentifier(id)],
    ...(device.udi === undefined ? {} : { udiCarrier: [{ carrierHRF: device.udi }] }),
    status: 'active',
    ...(device.manufacturer === undefined ? {} : { manufacturer: device.manufacturer }),
    deviceName: [{ name: device.name, type: 'user-friendly-name' }],
    type: softwareDevice,
    ...(device.version === undefined ? {} : { version: [{ value: device.version }] }),
  };
}
