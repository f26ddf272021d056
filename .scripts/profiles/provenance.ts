import { createActivity, ownSystems } from '../../src/translate/codings.js';
import { leadsTo, pattern, referenceTo, slicedBy } from './constraints.js';
import { hasAuthorAndAssembler, isOfReport } from './invariants.js';
import type { Profile } from './profile.js';

export const provenance: Profile = {
  id: 'report-provenance',
  type: 'Provenance',
  title: 'Provenance of a report of a dermatology AI',
  description:
    'Who made the report from what: the artificial intelligence is the author of all that it says, the gateway put it together, and the photographs are the source. R4 has no identifier here: a tag carries it.',
  elements: {
    Provenance: { constraint: [hasAuthorAndAssembler, isOfReport] },
    'Provenance.meta': { min: 1 },
    'Provenance.meta.tag': { ...slicedBy('system'), min: 1 },
    'Provenance.meta.tag:resource': { short: 'The id that the gateway gave', min: 1, max: '1' },
    'Provenance.meta.tag:resource.system': { min: 1, patternUri: ownSystems.resource },
    'Provenance.meta.tag:resource.code': { min: 1 },
    'Provenance.language': { min: 1 },
    'Provenance.text': {},
    ...leadsTo('Provenance.target', 'dermatology-ai-report', 'ai-observation', 'explainability-overlay'),
    'Provenance.occurred[x]': { min: 1, type: [{ code: 'dateTime' }] },
    'Provenance.recorded': { short: 'Time of the report, so that the same report is the same provenance' },
    'Provenance.activity': { min: 1, patternCodeableConcept: pattern(...(createActivity.coding ?? [])) },
    // Not sliced: R4 defines entity.agent by reference to this element, and some validators then read a slice as that element.
    'Provenance.agent': { min: 2, max: '2' },
    'Provenance.agent.type': { short: 'Author or assembler', min: 1 },
    'Provenance.agent.who': {
      short: 'Of the author the device; of the assembler the name and version of the gateway',
      ...referenceTo('ai-device'),
    },
    'Provenance.entity': { short: 'The photographs' },
    'Provenance.entity.role': { patternCode: 'source' },
    ...leadsTo('Provenance.entity.what', 'photograph'),
  },
};
