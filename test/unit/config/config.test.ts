import { describe, expect, test } from '@jest/globals';
import { ConfigError, readConfig, vendorOrSandbox } from '../../../src/config/config.js';
import { createContext } from '../../../src/translate/context.js';
import { createTerminology } from '../../../src/terminology/terminology.js';

const VENDOR = { VENDOR_BASE_URL: 'https://back.vendor.test', VENDOR_TOKEN: 'canary-token-11' };

/** The complaint about an environment; fails when there is none. */
function complaint(env: Record<string, string>, readFile?: (path: string) => string): string {
  try {
    readConfig(env, readFile);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('was accepted');
}

describe('an empty environment', () => {
  test('serves this machine only, with the sandbox', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      vendor: null,
      publicBaseUrl: null,
    });
  });

  test('gives a context that translation takes', () => {
    const terminology = createTerminology();
    expect(createContext({ ...readConfig({}).context, terminology })).toMatchObject({
      locale: 'en',
      aiLabel: true,
      metaProfile: false,
      namespace: 'https://derm-fhir-gateway.github.io/ns',
    });
  });

  test('is what empty variables and unknown ones amount to', () => {
    expect(readConfig({ PORT: '', VENDOR_BASE_URL: '', PATH: '/bin', SOMETHING: 'x' })).toEqual(
      readConfig({}),
    );
  });

  test('gives a configuration that nobody can change', () => {
    const config = readConfig({});
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.context.device)).toBe(true);
  });
});

describe('a vendor', () => {
  test('may have moved: its origin counts, and without a vendor nothing has', () => {
    const former = { VENDOR_FORMER_BASE_URL: 'https://Old.vendor.test:443/api' };
    expect(readConfig({ ...VENDOR, ...former }).formerVendor).toBe('https://old.vendor.test');
    expect([readConfig(VENDOR).formerVendor, readConfig(former).formerVendor]).toEqual([null, null]);
  });

  test('is not what Kubernetes tells of a Service with that name', () => {
    const link = {
      VENDOR_SERVICE_HOST: '10.0.0.1',
      VENDOR_SERVICE_PORT: '80',
      VENDOR_PORT_80_TCP_ADDR: '10.0.0.1',
    };
    expect(readConfig({ ...link, VENDOR_PORT: 'tcp://10.0.0.1:80' })).toEqual(readConfig({}));
  });

  test('is set up from its variables', () => {
    const { vendor } = readConfig({
      ...VENDOR,
      VENDOR_PATH_PREFIX: '/s2s/v3',
      VENDOR_TOTAL_TIMEOUT_MS: '9000',
    });
    expect(vendor).toMatchObject({
      baseUrl: 'https://back.vendor.test',
      token: 'canary-token-11',
      pathPrefix: '/s2s/v3',
      totalTimeoutMs: 9000,
      maxAttempts: 3,
    });
  });

  test('may have its token in a file, whose last line break does not count', () => {
    const readFile = (path: string) => (path === '/run/secrets/token' ? 'from-file\n' : '');
    const { vendor } = readConfig(
      { VENDOR_BASE_URL: VENDOR.VENDOR_BASE_URL, VENDOR_TOKEN_FILE: '/run/secrets/token' },
      readFile,
    );
    expect(vendor?.token).toBe('from-file');
  });

  test('may be plain http on this machine, or when that is allowed', () => {
    expect(readConfig({ ...VENDOR, VENDOR_BASE_URL: 'http://127.0.0.1:9' }).vendor).not.toBeNull();
    const allowed = { ...VENDOR, VENDOR_BASE_URL: 'http://vendor.test', VENDOR_ALLOW_INSECURE: 'true' };
    expect(readConfig(allowed).vendor?.allowInsecure).toBe(true);
  });

  test.each([
    [{ VENDOR_TOKEN: 'canary' }, 'VENDOR_BASE_URL must be set'],
    [{ VENDOR_BASE_URL: 'https://canary.test' }, 'VENDOR_TOKEN or VENDOR_TOKEN_FILE must be set'],
    [{ ...VENDOR, VENDOR_BASE_URL: 'http://canary.test' }, 'VENDOR_BASE_URL must be https'],
    [{ ...VENDOR, VENDOR_TOKEN_FILE: '/canary' }, 'VENDOR_TOKEN and VENDOR_TOKEN_FILE must not both be set'],
    [{ ...VENDOR, VENDOR_TOKEN: 'canary token' }, 'VENDOR_TOKEN must be visible ASCII'],
    [{ ...VENDOR, VENDOR_TOKEN: 'canary\r\nX: y' }, 'VENDOR_TOKEN must be visible ASCII'],
    [
      { ...VENDOR, VENDOR_BASE_URL: 'https://user:canary@vendor.test' },
      'VENDOR_BASE_URL must be an http(s) URL',
    ],
    [{ ...VENDOR, VENDOR_BASE_URL: 'https://[canary' }, 'VENDOR_BASE_URL must be an http(s) URL'],
    [{ ...VENDOR, VENDOR_PATH_PREFIX: 'canary/' }, 'VENDOR_PATH_PREFIX must be a plain path'],
  ])('that is half set up stops the start: %j', (env, rule) => {
    const message = complaint(env);
    expect(message).toContain(rule);
    expect(message).not.toContain('canary');
  });

  test('whose token file is missing or no token stops the start', () => {
    const env = { VENDOR_BASE_URL: VENDOR.VENDOR_BASE_URL, VENDOR_TOKEN_FILE: '/nowhere/canary' };
    expect(complaint(env)).toBe('VENDOR_TOKEN_FILE must name a file that can be read.');
    expect(complaint(env, () => '\n')).toContain('The content of VENDOR_TOKEN_FILE must be');
  });
});

describe('the sandbox', () => {
  test.each([
    [{}, true],
    [{ NODE_ENV: 'development' }, true],
    [{ NODE_ENV: 'production', SANDBOX: 'true' }, true],
    [{ NODE_ENV: 'production' }, false],
    [{ SANDBOX: 'false' }, false],
  ])("in %j may take the vendor's place: %s", (env, may) => {
    const ask = () => vendorOrSandbox(readConfig(env));
    if (may) expect(ask()).toBeNull();
    else expect(ask).toThrow(ConfigError);
  });

  test('is not needed where there is a vendor', () => {
    const config = readConfig({ ...VENDOR, NODE_ENV: 'production' });
    expect(vendorOrSandbox(config)).toBe(config.vendor);
  });
});

describe('nonsense stops the start, naming variable and rule and not the value', () => {
  test.each([
    [
      { VENDOR_BASEURL: 'https://x.test', VENDOR_X: 'y' },
      'VENDOR_BASEURL is no setting.\nVENDOR_X is no setting.',
    ],
    [{ PORT: '65536' }, 'PORT must be a whole number from 0 to 65535.'],
    [{ PORT: '8e3' }, 'PORT must be a whole number from 0 to 65535.'],
    [{ PORT: '-1' }, 'PORT must be a whole number from 0 to 65535.'],
    [{ HOST: ' ' }, 'HOST must not be blank.'],
    [{ LOG_LEVEL: 'verbose' }, 'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.'],
    [{ BODY_LIMIT: '5mb' }, 'BODY_LIMIT must be a whole number from 1024 to 5242880.'],
    [{ BODY_LIMIT: '6000000' }, 'BODY_LIMIT must be a whole number from 1024 to 5242880.'],
    [{ PUBLIC_BASE_URL: 'gateway/fhir' }, 'PUBLIC_BASE_URL must be an http(s) URL without user and query.'],
    [
      { PUBLIC_BASE_URL: 'https://x.test/fhir?a=b' },
      'PUBLIC_BASE_URL must be an http(s) URL without user and query.',
    ],
    [{ AI_LABEL: 'maybe' }, 'AI_LABEL must be true or false.'],
    [{ LOCALE: 'english' }, 'LOCALE must be a language tag such as en or pt-BR.'],
    [{ LOCALES: 'en,spanish' }, 'LOCALES must be language tags such as en or pt-BR, separated by commas.'],
    [{ LOCALE: 'pt-BR' }, 'LOCALES must contain LOCALE.'],
    [{ LOCALES: 'es,fr' }, 'LOCALES must contain LOCALE.'],
    [{ GATEWAY_NAMESPACE: 'mine' }, 'GATEWAY_NAMESPACE must be an absolute URI.'],
    [{ ASSUMED_ZONE: 'CET' }, 'ASSUMED_ZONE must be Z or an offset such as +02:00.'],
    [{ ASSUMED_ZONE: '+14:30' }, 'ASSUMED_ZONE must be Z or an offset such as +02:00.'],
    [{ MAX_CANDIDATES: '0' }, 'MAX_CANDIDATES must be a whole number from 1 to 1000000.'],
    [
      { SUBJECT_POINTER: 'extraData.mrn', SUBJECT_SYSTEM: 'urn:x' },
      'SUBJECT_POINTER must be a JSON pointer such as /extraData/mrn.',
    ],
    [{ SUBJECT_POINTER: '/extraData/mrn' }, 'SUBJECT_SYSTEM must be set when SUBJECT_POINTER is.'],
    [{ ENCOUNTER_POINTER: '/x' }, 'ENCOUNTER_SYSTEM must be set when ENCOUNTER_POINTER is.'],
    [
      { DEVICE_NAME: 'https://legit.health' },
      expect.stringMatching(/^DEVICE_NAME must be text that may stand/),
    ],
    [{ DEVICE_UDI: 'a\u0007b' }, expect.stringMatching(/^DEVICE_UDI must be text that may stand/)],
    [
      { PUBLIC_BASE_URL: 'https://derm.legit.health/fhir' },
      expect.stringMatching(/^PUBLIC_BASE_URL must be text that may stand/),
    ],
    [
      { SUBJECT_SYSTEM: 'https://x.test/?token=abcdef' },
      expect.stringMatching(/^SUBJECT_SYSTEM must be text that may stand/),
    ],
    [
      { BASED_ON_SYSTEM: 'urn:oid:not-an-oid' },
      expect.stringMatching(/^BASED_ON_SYSTEM must be text that may stand/),
    ],
    [{ DEBUG: 'myapp,express:*' }, expect.stringContaining('DEBUG must not name libraries')],
    [{ NODE_DEBUG: 'undici' }, expect.stringContaining('NODE_DEBUG must not name libraries')],
  ])('%j', (env, message) => {
    expect(complaint(env)).toEqual(message);
  });

  test('and all of it at once', () => {
    expect(complaint({ PORT: 'x', LOCALE: 'x', AI_LABEL: 'x' }).split('\n')).toHaveLength(3);
  });
});

describe('the settings for the log', () => {
  test('hold what is in force and no token', () => {
    const { effective } = readConfig({ ...VENDOR, PORT: '9000' });
    expect(effective).toMatchObject({ PORT: 9000, VENDOR_TOKEN: '[set]', LOCALE: 'en' });
    expect(JSON.stringify(effective)).not.toContain('canary');
  });
});

describe('what is written in more than one way', () => {
  test('a public base URL loses its trailing slashes', () => {
    expect(readConfig({ PUBLIC_BASE_URL: 'https://x.test/fhir//' }).publicBaseUrl).toBe(
      'https://x.test/fhir',
    );
  });

  test.each(['es-419', 'zh-Hans', 'pt_BR', 'es_ES'])(
    'the language %s is one, as it is for callers',
    (locale) => {
      expect(readConfig({ LOCALE: locale, LOCALES: `en, ${locale}` }).context.locale).toBe(locale);
    },
  );

  test('languages are written as FHIR writes them', () => {
    expect(readConfig({ LOCALE: 'pt_br', LOCALES: 'EN, pt_BR' }).locales).toEqual(['en', 'pt-BR']);
  });

  test.each(['false', 'myapp:*'])("DEBUG=%s is nobody else's business", (value) => {
    expect(() => readConfig({ DEBUG: value })).not.toThrow();
  });
});

describe('places in the report', () => {
  test('come with the system whose numbers stand there', () => {
    const { context } = readConfig({
      SUBJECT_POINTER: '/extraData/mrn',
      SUBJECT_SYSTEM: 'urn:oid:1.2.3',
      ENCOUNTER_SYSTEM: 'https://hospital.test/visit',
    });
    expect(context.fromReport).toEqual({
      subject: { pointer: '/extraData/mrn', system: 'urn:oid:1.2.3' },
      encounter: null,
      basedOn: null,
    });
    expect(context.encounterSystem).toBe('https://hospital.test/visit');
  });
});

describe('hosts of files', () => {
  test('are none but the own one of the vendor, when none is named', () => {
    expect(readConfig({}).media).toEqual({
      hosts: [],
      allowPrivate: false,
      isKept: false,
      maxBytes: 20_971_520,
    });
  });

  test('are names, in whatever case and with blanks around', () => {
    expect(readConfig({ MEDIA_HOSTS: 'Bucket.example, utils.vendor.test' }).media.hosts).toEqual([
      'bucket.example',
      'utils.vendor.test',
    ]);
  });

  test.each([
    'https://bucket.example',
    '*.bucket.example',
    'bucket.example:8443',
    '169.254.169.254',
    'localhost',
    'bucket.example,,',
    'bucket.example/path',
  ])('are not %s', (hosts) => {
    expect(complaint({ MEDIA_HOSTS: hosts })).toBe(
      'MEDIA_HOSTS must be names of hosts separated by commas, without scheme, port, address or wildcard.',
    );
  });
});
