interface Envelope {
  data: {
    result: {
      observations: { media: { url: string } }[];
      conclusions: { pathology: object; probability: number }[];
    };
  };
}

/**
 * The acne example with more in it.
 *
 * @param acne its text.
 * @returns text of a report with so many different images and so many different candidates.
 */
export function grownReport(acne: string, { images = 1, candidates = 2 }): string {
  const report = JSON.parse(acne) as Envelope;
  const { result } = report.data;
  const [observation] = result.observations;
  const [conclusion] = result.conclusions;
  if (observation === undefined || conclusion === undefined) throw new TypeError('nothing to multiply');
  result.observations = Array.from({ length: images }, (_, index) => ({
    media: { ...observation.media, url: `https://bucket/diagnostic-report-medias/${index}.png` },
  }));
  result.conclusions = Array.from({ length: candidates }, (_, index) => ({
    probability: 100 / (index + 1),
    pathology: { ...conclusion.pathology, code: `Acne ${index}`, name: `Acne ${index}` },
  }));
  return JSON.stringify(report);
}
