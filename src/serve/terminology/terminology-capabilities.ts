import type { RequestHandler } from 'express';
import type { TerminologyCapabilities, TerminologyCapabilitiesCodeSystem } from 'fhir/r4.js';
import { deepFreeze } from '../../fhir/deep-freeze.js';
import { escapeXml, narrative } from '../../fhir/narrative.js';
import { queryOf, single } from '../../http/query.js';
import { sendFhir } from '../../http/send-fhir.js';
import type { CodeSystem } from '../../terminology/library/code-system.js';
import type { Library } from '../../terminology/library/library.js';
import type { ServiceIdentity } from '../discovery/capability-statement.js';
import { expandParameters } from './expand-operation.js';

/** When what this statement says last changed; it moves with the code, not with the clock. */
const DATE = '2026-11-25';

const DESCRIPTION =
  'Looks up, validates, expands and translates the codes, value sets and maps that the gateway publishes.';

/** Answers `metadata?mode=terminology` (https://hl7.org/fhir/R4/http.html#capabilities); other modes are the next handler's. */
export function terminologyMode(statement: TerminologyCapabilities): RequestHandler {
  deepFreeze(statement);
  return (req, res, next) => {
    if (single(queryOf(req), 'mode') === 'terminology') sendFhir(req, res, 200, statement);
    else next();
  };
}

/** Says what the terminology operations can do (https://hl7.org/fhir/R4/terminologycapabilities.html). */
export function terminologyCapabilities(
  { name, version, baseUrl }: ServiceIdentity,
  { codeSystems }: Library,
): TerminologyCapabilities {
  return {
    resourceType: 'TerminologyCapabilities',
    language: 'en',
    text: narrative('en', `<p>${escapeXml(DESCRIPTION)}</p>`),
    url: `${baseUrl}/metadata?mode=terminology`,
    version,
    name: 'DermFhirGatewayTerminology',
    title: 'Terminology of the dermatology FHIR gateway',
    status: 'active',
    date: DATE,
    publisher: name,
    description: DESCRIPTION,
    kind: 'instance',
    software: { name, version },
    implementation: { description: 'This server', url: baseUrl },
    codeSystem: codeSystems.all.map(codeSystemOf),
    expansion: {
      hierarchical: false,
      paging: true,
      incomplete: false,
      parameter: expandParameters.map((parameter) => ({ name: parameter })),
      textFilter: 'Each word of the filter must begin a word of the code, the display or the definition.',
    },
    validateCode: { translations: true },
    translation: { needsMap: false },
  };
}

function codeSystemOf({ url, version }: CodeSystem): TerminologyCapabilitiesCodeSystem {
  return {
    uri: url,
    version: [
      {
        ...(version === null ? {} : { code: version }),
        isDefault: true,
        compositional: false,
        property: ['definition', 'designation'],
      },
    ],
    subsumption: false,
  };
}
