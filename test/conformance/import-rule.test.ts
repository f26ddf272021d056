import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import {
  cruise,
  type ICruiseOptions,
  type IForbiddenRuleType,
  type IResolveOptions,
} from 'dependency-cruiser';

/** What serving and delivering stand on; they know nothing of each other. */
const ALL_BUT_THE_TOP = [
  ...['net', 'raw', 'fhir', 'terminology', 'translate', 'vendor', 'search', 'store', 'http', 'auth'],
  'observe',
];

/** Each folder of src and the folders it may import from: data moves left to right, and nothing imports from its right. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  net: [],
  raw: [],
  observe: [],
  fhir: [],
  terminology: ['fhir'],
  translate: ['net', 'raw', 'fhir', 'terminology'],
  explain: ['raw', 'fhir', 'translate'],
  restore: ['raw', 'fhir', 'translate'],
  vendor: ['net', 'raw'],
  search: ['net', 'fhir'],
  store: ['net', 'raw', 'fhir', 'search'],
  http: ['net', 'fhir', 'observe'],
  auth: ['net', 'fhir', 'observe', 'store', 'http'],
  serve: [...ALL_BUT_THE_TOP, 'explain'],
  config: ['net', 'raw', 'fhir', 'translate', 'vendor', 'store', 'auth', 'observe', 'deliver'],
  deliver: ALL_BUT_THE_TOP,
  cli: [
    'net',
    'raw',
    'fhir',
    'terminology',
    'translate',
    'explain',
    'restore',
    'vendor',
    'search',
    'store',
    'auth',
    'serve',
    'deliver',
    'http',
    'observe',
    'config',
    '.',
  ],
};

/** Files of src itself, which put the folders together: no folder but `cli` may import them. */
const COMPOSITION = '^src/[^/]+$';

/** The package's own name and version: anybody may ask for them. */
const PACKAGE_INFO = '^src/package-info\\.ts$';

const noCycle: IForbiddenRuleType = { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } };

function ruleOf(folder: string, allowed: readonly string[]): IForbiddenRuleType {
  const reachable = [folder, ...allowed].map((name) => (name === '.' ? COMPOSITION : `^src/${name}/`));
  return {
    name: `${folder} imports from its left only`,
    severity: 'error',
    from: { path: `^src/${folder}/` },
    to: { path: '^src/', pathNot: [...reachable, PACKAGE_INFO] },
  };
}

/** Forbids what is allowed: what breaks a rule must be found. */
const tooStrict: IForbiddenRuleType = { ...ruleOf('translate', ['raw', 'terminology']), name: 'too strict' };

/** What is imported as './x.js' is './x.ts': to look for it under every other ending first takes most of the time. */
const RESOLVE: Partial<IResolveOptions> = { extensions: ['.ts'], extensionAlias: { '.js': ['.ts'] } };

/** The imports in src, type imports included, that break a rule. */
async function violations(rules: IForbiddenRuleType[]): Promise<readonly string[]> {
  const options: ICruiseOptions = {
    validate: true,
    ruleSet: { forbidden: rules },
    tsPreCompilationDeps: true,
    exclude: { path: 'node_modules' },
  };
  const { output } = await cruise(['src'], options, RESOLVE);
  if (typeof output === 'string') throw new TypeError('not a cruise result');
  expect(output.modules.length).toBeGreaterThan(100);
  return output.summary.violations.map(({ from, to, rule }) => `${from} → ${to}: ${rule.name}`);
}

describe('imports', () => {
  test('run from left to right and in no circle, and what breaks a rule is found', async () => {
    const rules = Object.entries(MAY_IMPORT).map(([folder, allowed]) => ruleOf(folder, allowed));
    // All at once: reading every import of every file takes seconds.
    const broken = await violations([...rules, noCycle, tooStrict]);
    const isProof = (violation: string) => violation.endsWith(`: ${tooStrict.name}`);
    expect(broken.filter((violation) => !isProof(violation))).toEqual([]);
    expect(broken).toContain('src/translate/translator.ts → src/fhir/bundle.ts: too strict');
  });

  test('are ruled for every folder', () => {
    const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(Object.keys(MAY_IMPORT)).toEqual(expect.arrayContaining(folders.map(({ name }) => name)));
  });
});
