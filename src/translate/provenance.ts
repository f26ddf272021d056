import type { Provenance, Reference } from 'fhir/r4.js';
import { englishParagraph, narrative } from '../fhir/narrative.js';
import { assemblerAgent, authorAgent, createActivity, ownSystems } from './codings.js';
import type { Draft } from './draft.js';
import type { Scene } from './scene.js';

/**
 * Who made what from what: the Device is the author of everything that is AI-asserted, this gateway put it together,
 * the photographs are the source. `recorded` is the report's own time, so that the same report is the same bytes.
 *
 * @param targets what the AI says: report, Observations, overlays.
 * @param sources the photographs.
 * @returns one Provenance, or none when the report's time is no instant (R4 requires `recorded`).
 */
export function provenance(
  draft: Draft,
  scene: Scene,
  { targets, sources }: { readonly targets: Reference[]; readonly sources: readonly Reference[] },
): (Provenance & { id: string })[] {
  const recorded = scene.case.time?.instant;
  if (recorded == null) {
    draft.doubt({
      kind: 'provenance-omitted',
      at: '/createdAt',
      text: 'A Provenance needs an instant, and the report gives none: none is made. A configured zone would help.',
    });
    return [];
  }
  const id = draft.id('Provenance', 'provenance');
  const { locale: language, gateway, device, metas } = draft.context;
  const assembler = `${gateway.name} ${gateway.version}`;
  const summary = `Made by ${device.name} (artificial intelligence), translated to FHIR by ${assembler}.`;
  return [
    {
      resourceType: 'Provenance',
      id,
      // R4's Provenance has no identifier: a tag carries the same pair, and servers can search for it.
      meta: { ...metas.provenance, tag: [{ system: ownSystems.resource, code: id }] },
      language,
      text: narrative(language, englishParagraph(language, summary)),
      target: targets,
      occurredDateTime: recorded,
      recorded,
      activity: createActivity,
      agent: [
        { type: authorAgent, who: scene.origin.device },
        { type: assemblerAgent, who: { display: assembler } },
      ],
      ...(sources.length === 0 ? {} : { entity: sources.map((what) => ({ role: 'source' as const, what })) }),
    },
  ];
}
