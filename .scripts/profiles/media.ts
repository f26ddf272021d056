import { extensions, mediaTypes } from '../../src/translate/codings.js';
import { about, bound, byUrl, NONE, ownIdentifier, pattern, referenceTo } from './constraints.js';
import { leadsToGateway, isLabelled, isNotLabelled, isOnly, isPicture, isSeen } from './invariants.js';
import type { Constraint, Profile } from './profile.js';

const annotation: Constraint = {
  short: 'What the artificial intelligence marked on it',
  type: [{ code: 'Extension', profile: [extensions.imageAnnotation] }],
};

const image = mediaTypes.get('image');

export const photograph: Profile = {
  id: 'photograph',
  type: 'Media',
  title: 'Photograph or video for a dermatology AI',
  description:
    'A picture that was sent in and analysed, or that shows the place. The artificial intelligence did not make it, so it has no device and no label; when it was taken is not told.',
  elements: {
    Media: { constraint: [isNotLabelled] },
    'Media.language': { min: 1 },
    'Media.text': {},
    'Media.extension': byUrl,
    'Media.extension:annotation': annotation,
    ...ownIdentifier('Media'),
    'Media.status': { constraint: [isOnly('completed')] },
    'Media.type': { short: 'Image or video', constraint: [isSeen] },
    'Media.modality': bound('extensible', 'photograph-modality'),
    ...about('Media'),
    'Media.created[x]': {
      short: 'Not told: the time of the report is not the time of the photograph',
      ...NONE,
    },
    'Media.bodySite': bound('extensible', 'body-site'),
    'Media.device': NONE,
    'Media.content': { constraint: [leadsToGateway, isPicture] },
    'Media.content.contentType': {},
    'Media.content.title': { min: 1 },
  },
};

export const overlay: Profile = {
  id: 'explainability-overlay',
  type: 'Media',
  title: 'Explainability overlay of a dermatology AI',
  description:
    'A picture that the artificial intelligence drew to show what a score or an assessment rests on. It is output of the software: it names the device and is labelled AIAST, and nothing is derived from it.',
  elements: {
    Media: { constraint: [isLabelled] },
    'Media.language': { min: 1 },
    'Media.text': {},
    'Media.extension': byUrl,
    'Media.extension:annotation': annotation,
    'Media.extension:photograph': {
      short: 'The photograph that it is drawn on',
      type: [{ code: 'Extension', profile: [extensions.drawnOn] }],
    },
    ...ownIdentifier('Media'),
    'Media.status': { constraint: [isOnly('completed')] },
    'Media.type': { min: 1, patternCodeableConcept: pattern(...(image === undefined ? [] : [image])) },
    'Media.modality': { min: 1 },
    'Media.modality.coding': NONE,
    'Media.modality.text': { min: 1 },
    ...about('Media'),
    'Media.created[x]': NONE,
    'Media.issued': {},
    'Media.bodySite': bound('extensible', 'body-site'),
    'Media.device': { min: 1, ...referenceTo('ai-device') },
    'Media.device.reference': { min: 1 },
    'Media.content': { constraint: [leadsToGateway, isPicture] },
    'Media.content.title': { min: 1 },
  },
};
