/** Under these names libraries print addresses, headers or answers, and those hold report ids and patients. */
const PRINTING = [
  'express:application',
  'router',
  'router:layer',
  'router:route',
  'body-parser:raw',
  'finalhandler',
  'express-rate-limit',
  'fhir-kit-client:error',
  'fhir-kit-client:info',
  'undici',
  'fetch',
  'http',
  'net',
  'tls',
];

/**
 * Whether a value of DEBUG or NODE_DEBUG makes a library print what no log may hold.
 *
 * @param value names separated by commas or blanks, `*` stands for anything; what it takes out again (`-name`) is not looked at.
 */
export function makesLibrariesPrint(value: string): boolean {
  const patterns = value
    .split(/[\s,]+/)
    .filter((name) => name !== '')
    .map((name) => new RegExp(`^${name.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 'i'));
  return PRINTING.some((name) => patterns.some((pattern) => pattern.test(name)));
}
