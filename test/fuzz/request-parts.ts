import fc from 'fast-check';
import type { DescribedParameter, DescribedRequest } from './described-request.js';

/** One that nobody has. */
export const BAD_CREDENTIAL = 'Bearer no';

/** Values that mean something to a gateway: what is generated from schemas alone reaches little. */
export interface Pool {
  /** `Type/id` of stored resources, and `deliveries/id` and the like of what is no resource. */
  readonly stored: readonly string[];
  readonly versions: readonly string[];
  /** Names and values of parameters of searches and operations. */
  readonly names: readonly string[];
  readonly values: readonly string[];
  /** What the vendor may be asked with: secrets, and so never given where a resource would carry them, e.g. as `subject`. */
  readonly handles: readonly string[];
  /** Values of `Authorization`, among them {@link BAD_CREDENTIAL}. */
  readonly credentials: readonly string[];
  /** JSON that operations understand. */
  readonly bodies: readonly string[];
  /** JSON for an address that is no FHIR, or takes little else. */
  readonly bodiesFor: Readonly<Record<string, readonly string[]>>;
  /** Values of `Idempotency-Key` and `webhook-id`: few, so that they come again. */
  readonly keys: readonly string[];
}

export const REPORT_SYSTEM = 'https://derm-fhir-gateway.github.io/sid/report';
const TYPES = ['application/fhir+json', 'application/fhir+xml', 'application/json', '*/*'];
const MODIFIERS = [
  '',
  '',
  '',
  ':missing',
  ':not',
  ':text',
  ':identifier',
  ':exact',
  ':nonsense',
  '.identifier',
];

/** Mostly what makes sense. */
function mostly<T>(sensible: fc.Arbitrary<T>, anything: fc.Arbitrary<T>, weight = 9): fc.Arbitrary<T> {
  return fc.oneof({ arbitrary: sensible, weight }, anything);
}

/** Whatever a header may hold (RFC 9110 §5.5). */
const headerText = fc.stringMatching(/^[!-~\u00a1-\u00ff]([ -~]{0,40}[!-~])?$/);
const encodedText = fc.string({ unit: 'binary', maxLength: 20 }).map((text) => encodeURIComponent(text));
/** What a client may send without encoding it, `&` and `#` aside. */
const bareText = fc.stringMatching(/^[!$%'-~]{0,20}$/);
const anyText = fc.oneof(encodedText, bareText);

/** An address of an operation; in the place of `{id}` an id that is stored, one that is not, or something else. */
export function aPlace({ method, path }: DescribedRequest, pool: Pool): fc.Arbitrary<string> {
  const parts = path.split(/(\{\w+\})/).map((part) => {
    if (!part.startsWith('{')) return fc.constant(part);
    const ids = part === '{versionId}' ? pool.versions : idsFor(path, pool);
    const unknown = fc.oneof(fc.uuid(), fc.stringMatching(/^[A-Za-z0-9.-]{1,64}$/));
    const known = fc.constantFrom(...ids.map(encodeURIComponent));
    return mostly(
      // If every DELETE erased a report, soon there would be none.
      method === 'DELETE' ? mostly(unknown, known, 20) : mostly(known, unknown, 3),
      anyText.map((text) => text.replaceAll(/[/?]/g, '.') || '-'),
    );
  });
  return fc.tuple(...parts).map((texts) => texts.join(''));
}

/** Ids of the type, or of the list, that an address is of: what stands before the id says which. */
function idsFor(path: string, { stored }: Pool): string[] {
  const [, type = ''] = /([^/]+)\/\{/.exec(path) ?? [];
  const own = stored.filter((name) => name.startsWith(`${type}/`));
  return (own.length > 0 ? own : stored).map((name) => name.split('/')[1] ?? '');
}

/** An address that `openapi.yaml` does not know. */
export function aStrayPlace(pool: Pool): fc.Arbitrary<string> {
  const step = fc.oneof(
    fc.constantFrom(
      'fhir',
      'Patient',
      'DiagnosticReport',
      '$everything',
      '_history',
      '..',
      '.well-known',
      '',
    ),
    fc.constantFrom(...pool.stored),
    anyText,
  );
  return fc.array(step, { minLength: 1, maxLength: 4 }).map((steps) => `/~/${steps.join('/')}`);
}

/** A query string: parameters of the operation, some of them wrong, and some that it does not have. */
export function queryOf({ parameters }: DescribedRequest, pool: Pool): fc.Arbitrary<string> {
  const own = parameters.filter((parameter) => parameter.in === 'query');
  const needed = own.filter(({ isRequired }) => isRequired);
  const optional = own.filter(({ isRequired }) => !isRequired);
  const chosen = fc
    .tuple(
      mostly(fc.constant(needed), fc.constant<DescribedParameter[]>([])),
      fc.subarray(optional, { maxLength: Math.min(3, optional.length) }),
    )
    .chain(([first, others]) =>
      fc.tuple(...[...first, ...others].map((parameter) => aPair(parameter, pool))),
    );
  const handle = fc.oneof({ arbitrary: fc.constant(''), weight: 9 }, aHandlePair(pool));
  return fc
    .tuple(
      chosen,
      handle,
      mostly(fc.constant<string[]>([]), fc.array(aStrayPair(pool), { minLength: 1, maxLength: 2 }), 3),
    )
    .map(([pairs, secret, strays]) => [...pairs, secret, ...strays].filter((one) => one !== '').join('&'));
}

function aPair({ name, schema, examples }: DescribedParameter, pool: Pool): fc.Arbitrary<string> {
  const fitting = [
    ...examples,
    ...(schema.enum ?? []).map(String),
    ...(schema.type === 'boolean' ? ['true', 'false'] : []),
  ];
  const sensible = fc.constantFrom(...(fitting.length > 0 ? fitting : pool.values)).map(encodeURIComponent);
  const number = fc.integer({ min: -1, max: 300 }).map(String);
  const right = schema.type === 'integer' ? mostly(number, sensible) : sensible;
  const other = fc.oneof(fc.constantFrom(...pool.values).map(encodeURIComponent), anyText);
  return mostly(right, other).map((value) => `${name}=${value}`);
}

function aHandlePair({ handles }: Pool): fc.Arbitrary<string> {
  const name = fc.constantFrom(
    'report=',
    'identifier=',
    `identifier=${encodeURIComponent(REPORT_SYSTEM)}%7C`,
  );
  return fc
    .tuple(name, fc.constantFrom(...handles))
    .map(([start, handle]) => start + encodeURIComponent(handle));
}

function aStrayPair(pool: Pool): fc.Arbitrary<string> {
  const value = mostly(fc.constantFrom(...pool.values).map(encodeURIComponent), anyText, 4);
  const name = fc
    .tuple(fc.constantFrom(...pool.names), fc.constantFrom(...MODIFIERS))
    .map((two) => two.join(''));
  return fc.tuple(mostly(name, anyText, 4), value).map((pair) => pair.join('='));
}

/** Headers: credentials mostly right, the others mostly sensible. */
export function headersOf(
  request: DescribedRequest | null,
  pool: Pool,
): fc.Arbitrary<Record<string, string>> {
  const body = request === null || request.bodies.length === 0 ? TYPES : request.bodies;
  return fc
    .record(
      {
        Authorization: mostly(
          fc.constant(pool.credentials[0] ?? ''),
          fc.oneof(fc.constantFrom(...pool.credentials), headerText),
          30,
        ),
        'Content-Type': mostly(fc.constantFrom(...body), fc.oneof(fc.constantFrom(...TYPES), headerText)),
        Accept: mostly(fc.constantFrom(...TYPES), headerText),
        'Accept-Language': mostly(fc.constantFrom('es', 'en', 'de;q=0.5, es', '*'), headerText),
        Prefer: mostly(
          fc.constantFrom('handling=strict', 'return=OperationOutcome', 'respond-async'),
          headerText,
        ),
        'Cache-Control': mostly(fc.constantFrom('no-cache', 'max-age=0'), headerText),
        'If-None-Match': mostly(
          fc.constantFrom('*', ...pool.versions.map((version) => `W/"${version}"`)),
          headerText,
        ),
        'If-Modified-Since': mostly(fc.constant('Wed, 01 Jan 2020 00:00:00 GMT'), headerText),
        'Idempotency-Key': mostly(fc.constantFrom(...pool.keys), headerText),
        'webhook-id': mostly(fc.constantFrom(...pool.keys), headerText),
        'X-Request-Id': headerText,
      },
      { requiredKeys: ['Authorization', 'Content-Type'] },
    )
    .map((headers) => ({ ...headers }));
}
