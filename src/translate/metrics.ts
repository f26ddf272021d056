import type { Observation, ObservationComponent } from 'fhir/r4.js';
import type { UcumCode } from '../fhir/quantity.js';
import type { DermatologyAiCode } from '../terminology/terminology.js';
import type { Draft } from './draft.js';
import { aiObservation } from './observation.js';
import { setQuantity } from './quantity-or-absent.js';
import type { Scene } from './scene.js';

/**
 * How well the algorithm does: statistics of the software for such a case, not of the patient, so the Device is the
 * focus and there is no body site.
 *
 * @returns one Observation, or none when the report gives none of them.
 */
export function readMetrics(draft: Draft, scene: Scene): (Observation & { id: string })[] {
  const { metrics, iaSeconds } = draft.report.result;
  const rows: [DermatologyAiCode, string, UcumCode, number | null | undefined][] = [
    ['sensitivity', 'Sensitivity of the algorithm', '%', metrics.sensitivity],
    ['specificity', 'Specificity of the algorithm', '%', metrics.specificity],
    ['entropy', 'Entropy of the candidate conditions', '%', metrics.entropy],
    ['processing-time', 'Processing time of the algorithm', 's', iaSeconds],
  ];
  const component: ObservationComponent[] = [];
  const summary: string[] = [];
  for (const [code, text, unit, value] of rows) {
    if (value === undefined) continue;
    const part: ObservationComponent = {
      code: { coding: [draft.context.terminology.concept(code)], text },
    };
    setQuantity(part, value, unit);
    component.push(part);
    summary.push(`${text}: ${value === null ? 'unknown' : `${value} ${unit}`}`);
  }
  if (component.length === 0) return [];
  const observation = aiObservation(draft, scene.frames.algorithm, {
    kind: 'metrics',
    key: 'metrics',
    code: {
      coding: [draft.context.terminology.concept('metrics')],
      text: 'Performance of the algorithm, not of the patient',
    },
    summary,
  });
  observation.focus = [scene.origin.device];
  observation.component = component;
  return [observation];
}
