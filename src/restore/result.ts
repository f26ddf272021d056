import type { Observation, ObservationComponent } from 'fhir/r4.js';
import { findingKeys, type Conclusion, type FindingKey, type Result } from '../raw/report.js';
import { localSystems } from '../translate/codings.js';
import { findingConcepts } from '../translate/findings.js';
import { codeFrom, pathologyOf } from './concepts.js';
import type { Resources } from './resources.js';
import { scoreOf } from './scores.js';

type Metrics = Pick<Result, 'metrics' | 'iaSeconds'>;

/** What the AI says, beyond its media. */
export type RestoredResult = Metrics & Pick<Result, 'preliminaryFindings' | 'conclusions' | 'scoringSystems'>;

/** @param observations those of the report, in its order. */
export function restoreResult(resources: Resources, observations: readonly Observation[]): RestoredResult {
  const [metrics] = observations.filter((one) => kindOf(one) === 'metrics');
  return {
    ...metricsOf(metrics?.component ?? []),
    preliminaryFindings: findingsOf(observations),
    conclusions: observations.filter((one) => kindOf(one) === 'condition-probability').map(conclusionOf),
    // A score is told by its own code or, where the vendor gives none, by having no code of ours.
    scoringSystems: observations.filter((one) => kindOf(one) === null).map((one) => scoreOf(resources, one)),
  };
}

/** The code by which this gateway tells what an Observation or a component of it is about. */
export function kindOf({ code }: Observation | ObservationComponent): string | null {
  return codeFrom(code, localSystems.dermatologyAi);
}

/** null: asked, and no answer. */
function numberOf({ valueQuantity }: Pick<Observation, 'valueQuantity'>): number | null {
  return valueQuantity?.value ?? null;
}

/** A member that was not asked for stays absent. */
function metricsOf(components: readonly ObservationComponent[]): Metrics {
  const asked = <Key extends string>(key: Key, code: string): { [K in Key]?: number | null } => {
    const component = components.find((one) => kindOf(one) === code);
    const found: { [K in Key]?: number | null } = {};
    if (component !== undefined) found[key] = numberOf(component);
    return found;
  };
  return {
    metrics: {
      ...asked('sensitivity', 'sensitivity'),
      ...asked('specificity', 'specificity'),
      ...asked('entropy', 'entropy'),
    },
    ...asked('iaSeconds', 'processing-time'),
  };
}

function findingsOf(observations: readonly Observation[]): Result['preliminaryFindings'] {
  const findings: Partial<Record<FindingKey, number | null>> = {};
  for (const key of findingKeys) {
    const finding = observations.find((one) => kindOf(one) === findingConcepts[key].code);
    if (finding !== undefined) findings[key] = numberOf(finding);
  }
  return findings;
}

function conclusionOf(observation: Observation): Conclusion {
  const condition = observation.component?.find((one) => kindOf(one) === 'candidate-condition');
  return { probability: numberOf(observation), pathology: pathologyOf(condition?.valueCodeableConcept) };
}
