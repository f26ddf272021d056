import { reportTypes } from '../../fhir/report-types.js';
import { negotiate } from '../../http/negotiate.js';
import { readBody } from '../../http/read-body.js';
import type { Translator } from '../../translate/translator.js';
import type { ReportSource } from '../interaction/resource-source.js';
import type { FetchReport } from '../report/fetch-report.js';
import type { Languages } from '../report/languages.js';
import type { FhirOperation, Permission, Route } from '../routing/route.js';
import { bundleOperation, bundleParameters } from './bundle-operation.js';
import { byGetOrPost } from './by-get-or-post.js';
import { fetchOperation, fetchParameters } from './fetch-operation.js';
import { translateOperation } from './translate-operation.js';
import { translationParameters } from './translation-request.js';

/** What the operations on DiagnosticReport work with. */
export interface OperationDependencies {
  readonly translate: Translator;
  readonly fetchReport: FetchReport;
  readonly reports: ReportSource;
  readonly languages: Languages;
  /** Bytes. */
  readonly bodyLimit: number;
}

/** Who gets a whole report gets resources of all its types. */
export const WHOLE_REPORT: readonly Permission[] = reportTypes.map((type) => ({ interaction: 'read', type }));

/** Operations on DiagnosticReport. */
export function operationRoutes(dependencies: OperationDependencies): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/fhir/DiagnosticReport/$translate',
      handlers: [negotiate(), ...readBody(dependencies.bodyLimit), translateOperation(dependencies)],
      needs: [{ interaction: 'read', type: 'DiagnosticReport' }],
      parameters: translationParameters,
      operation: operation('translate'),
    },
    ...byGetOrPost(
      {
        path: '/fhir/DiagnosticReport/$fetch',
        needs: WHOLE_REPORT,
        parameters: fetchParameters,
        operation: operation('fetch'),
      },
      fetchOperation(dependencies),
    ),
    ...byGetOrPost(
      {
        path: '/fhir/DiagnosticReport/:id/$bundle',
        needs: WHOLE_REPORT,
        parameters: bundleParameters,
        operation: operation('bundle'),
      },
      bundleOperation(dependencies),
    ),
  ];
}

/** An operation on DiagnosticReport that `mappings/` defines. */
export function operation(name: string): FhirOperation {
  const definition = `https://derm-fhir-gateway.github.io/ig/OperationDefinition/${name}`;
  return { type: 'DiagnosticReport', name, definition };
}
