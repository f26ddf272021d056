import { negotiate } from '../http/negotiate.js';
import { readBody } from '../http/read-body.js';
import type { Translator } from '../translate/translator.js';
import type { VendorClient } from '../vendor/client.js';
import { fetchOperation } from './fetch-operation.js';
import type { FhirOperation, Permission, Route } from './route.js';
import { translateOperation } from './translate-operation.js';
import { translationParameters } from './translation-request.js';

/** What the operations on DiagnosticReport work with. */
export interface OperationDependencies {
  readonly translate: Translator;
  readonly vendor: Pick<VendorClient, 'fetchReport'>;
  /** Language that reports are fetched in when the caller names none. */
  readonly locale: string;
  /** Bytes. */
  readonly bodyLimit: number;
}

/** The types that a report becomes: who gets a whole report gets all of them. */
export const reportTypes = [
  'DiagnosticReport',
  'Observation',
  'Media',
  'QuestionnaireResponse',
  'Device',
  'Provenance',
] as const;

const WHOLE_REPORT: readonly Permission[] = reportTypes.map((type) => ({ interaction: 'read', type }));

/** Operations on DiagnosticReport. */
export function operationRoutes(dependencies: OperationDependencies): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/fhir/DiagnosticReport/$translate',
      handlers: [negotiate(), ...readBody(dependencies.bodyLimit), translateOperation(dependencies)],
      needs: [],
      parameters: translationParameters,
      operation: operation('translate'),
    },
    {
      method: 'GET',
      path: '/fhir/DiagnosticReport/$fetch',
      handlers: [negotiate(), fetchOperation(dependencies)],
      needs: WHOLE_REPORT,
      parameters: ['report', ...translationParameters],
      operation: operation('fetch'),
    },
  ];
}

function operation(name: string): FhirOperation {
  const definition = `https://derm-fhir-gateway.github.io/ig/OperationDefinition/${name}`;
  return { type: 'DiagnosticReport', name, definition };
}
