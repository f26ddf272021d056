import type { CodeableConcept, ElementDefinitionConstraint } from 'fhir/r4.js';
import { IN_ERROR } from '../../src/deliver/plan/withdrawn.js';
import {
  aiAsserted,
  assemblerAgent,
  authorAgent,
  localSystems,
  probabilityOfCancer,
} from '../../src/translate/codings.js';

/* What no other part of a profile can say, in FHIRPath. They are numbered: receivers name them in their messages. */

function invariant(
  number: number,
  severity: 'error' | 'warning',
  human: string,
  expression: string,
): ElementDefinitionConstraint {
  return { key: `derm-${number}`, severity, human, expression };
}

const LABEL = `meta.security.where(system = '${aiAsserted.system ?? ''}' and code = '${aiAsserted.code ?? ''}')`;

/** A warning, since an operator may turn the labels off for a receiver that takes them for access control. */
export const isLabelled = invariant(
  1,
  'warning',
  'What artificial intelligence says is labelled AIAST.',
  `${LABEL}.exists()`,
);

export const isNotLabelled = invariant(
  2,
  'error',
  'What artificial intelligence did not say is not labelled AIAST.',
  `${LABEL}.empty()`,
);

export const hasValueOrReason = invariant(
  3,
  'error',
  'There is a value, or the reason why there is none.',
  'value.exists() xor dataAbsentReason.exists()',
);

/** A warning: what the manufacturer sends is passed on as it is, and is never made to fit. */
export const isUpToHundred = invariant(
  4,
  'warning',
  'The documented range is 0 to 100.',
  'value.empty() or (value >= 0 and value <= 100)',
);

export function codesOf(system: string, shape: RegExp): ElementDefinitionConstraint {
  return invariant(
    5,
    'error',
    'A code of ICD-11 MMS is a stem code or a cluster, such as ED80 or 1A00&XN8P1.',
    `coding.where(system = '${system}').all(code.matches('${shape.source.replaceAll('\\', '\\\\')}'))`,
  );
}

export function startsWith(words: string): ElementDefinitionConstraint {
  return invariant(
    6,
    'error',
    'The conclusion says first that it is preliminary, made by artificial intelligence and not reviewed.',
    `startsWith('${words}')`,
  );
}

export const isNoOtherObservation = invariant(
  8,
  'error',
  'A score has the code of a score, and none of those that make other observations what they are.',
  `coding.where(system = '${localSystems.dermatologyAi}').empty()`,
);

export const leadsToGateway = invariant(
  7,
  'error',
  'A link leads to a Binary of the gateway: those of the manufacturer are signed, expire and stay out.',
  "url.exists() implies url.matches('^https?://[^?#]+/Binary/[A-Za-z0-9.-]{1,64}$')",
);

function agentOf({ coding: [first] = [] }: CodeableConcept): string {
  return `agent.where(type.coding.where(system = '${first?.system ?? ''}' and code = '${first?.code ?? ''}').exists())`;
}

export const hasAuthorAndAssembler = invariant(
  9,
  'error',
  'One author, which is a resource, and one assembler, which has a name.',
  `${agentOf(authorAgent)}.who.reference.count() = 1 and ${agentOf(assemblerAgent)}.who.display.count() = 1`,
);

/**
 * The status that a resource is made with. R4's other way out stays open: what a newer version of a report has no more is sent once
 * more as entered in error, and a receiver that holds it to its profile must take that.
 */
export function isOnly(status: 'preliminary' | 'completed'): ElementDefinitionConstraint {
  return invariant(
    10,
    'error',
    `Nothing but ${status}, or void: ${IN_ERROR}.`,
    `$this = '${status}' or $this = '${IN_ERROR}'`,
  );
}

/** R4 binds it as extensible, to a list that has sounds, too. */
export const isSeen = invariant(
  11,
  'error',
  'A picture is an image or a video, or what the manufacturer calls it in words.',
  "coding.all(code = 'image' or code = 'video')",
);

export const isOfCancerIfMalignant = invariant(
  12,
  'error',
  "The probability of malignancy, and no other, is DICOM's probability of cancer.",
  `coding.where(code = '${probabilityOfCancer.code ?? ''}').exists() = coding.where(code = 'malignancy').exists()`,
);

export const hasOnePlaceForEach = invariant(
  13,
  'error',
  'Each question has a link id of its own.',
  'item.linkId.isDistinct()',
);

/** A warning: what the manufacturer sends is passed on as it is. */
export const isUpToOne = invariant(
  14,
  'warning',
  'The documented range is 0 to 1.',
  'value.empty() or (value >= 0 and value <= 1)',
);

/** A warning: a band of the manufacturer is passed on as it is, and is never turned round. */
export const isRightWayUp = invariant(
  15,
  'warning',
  'The low end of a band is not above its high end.',
  'low.value.empty() or high.value.empty() or low.value <= high.value',
);

/** A warning: what the manufacturer sends is passed on as it is. */
export const isAboveZero = invariant(
  16,
  'warning',
  'A box is wider and higher than nothing.',
  'value.empty() or value > 0',
);

/** What a reference leads to before it is stored, a Bundle's `urn:uuid`, does not say its type. */
export const isOfReport = invariant(
  17,
  'error',
  'The report is among what was made.',
  "target.reference.where(startsWith('urn:') or startsWith('DiagnosticReport') or contains('/DiagnosticReport')).exists()",
);

export const isPicture = invariant(
  18,
  'error',
  'The file of a picture is an image or a video.',
  "contentType.empty() or contentType.startsWith('image/') or contentType.startsWith('video/')",
);
