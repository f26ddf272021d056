/**
 * Plain text as FHIR markdown (https://hl7.org/fhir/R4/datatypes.html#markdown): what looks like the start of a tag is
 * escaped, so that a viewer shows it and does not run it.
 *
 * @param text any text.
 */
export function plainAsMarkdown(text: string): string {
  return text.replace(/<(?=[A-Za-z/!?])/g, '&lt;');
}
