/**
 * Plain text as FHIR markdown (https://hl7.org/fhir/R4/datatypes.html#markdown): what a viewer would take
 * for a tag, a link, an image, code or emphasis is escaped, so that it is shown and not run.
 *
 * @param text any text.
 */
export function plainAsMarkdown(text: string): string {
  return text
    .replace(/[\\`*_[\]]/g, '\\$&')
    .replace(/&(?=[A-Za-z#])/g, '&amp;')
    .replace(/<(?=[A-Za-z/!?])/g, '&lt;');
}

/** The text that `plainAsMarkdown` was given. */
export function markdownAsPlain(markdown: string): string {
  return markdown.replace(
    /\\([\\`*_[\]])|&(?:(lt)|amp);/g,
    (_, escaped?: string, less?: string) => escaped ?? (less === undefined ? '&' : '<'),
  );
}
