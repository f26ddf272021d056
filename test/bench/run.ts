import { readFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Bundle } from 'fhir/r4.js';
import type { BundleType } from '../../src/fhir/bundle.js';
import { compiled } from './compiled.js';
import { firstTranslation } from './first-translation.js';
import { grownReport } from './grown-report.js';
import { measureServing } from './serving.js';
import { measure, quantile, type Candidates, type Measurement } from './sampling.js';

/*
 * `npm run bench`: how long the translation takes, as ratios to a floor measured in the same run: JSON.parse of the raw
 * report plus JSON.stringify of the Bundle that is made of it. Read ratios; microseconds are of this machine and hour.
 */
const ACNE = fileURLToPath(new URL('../../src/vendor/sandbox/reports/acne.json', import.meta.url));
const BASE_URL = 'http://localhost:8080/fhir';
const acne = readFileSync(ACNE, 'utf8');
const { check, explain, createContext, createTerminology, parseReport, referenceForm, toBundle, translate } =
  compiled;
const terminology = createTerminology({});

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Raw text to Bundle, without the self-check. */
function pipeline(type: BundleType): (text: string) => Bundle {
  const context = createContext({ terminology, baseUrl: BASE_URL, references: referenceForm(type) });
  const options = { baseUrl: BASE_URL, id: '00000000-0000-5000-8000-000000000000' };
  return (text) =>
    toBundle(translate(parseReport(text), context).resources, type, options, ({ id }) => `identifier=${id}`);
}

/** The base and everything that is compared with it, for one raw text. */
function candidatesOf(text: string, type: BundleType): Candidates {
  const bundleOf = pipeline(type);
  // Parsed again, so that the base has a plain document: the Bundle itself shares its constant parts.
  const bundle: unknown = JSON.parse(JSON.stringify(bundleOf(text)));
  return {
    'base: JSON.parse + JSON.stringify': () => [JSON.parse(text) as unknown, JSON.stringify(bundle)],
    'parse, validate, translate, stringify': () => JSON.stringify(bundleOf(text)),
    'self-check': () => check(bundle, { closed: true, baseUrl: BASE_URL }),
  };
}

function printMeasurement({ name, microseconds, ratio, quietRatio }: Measurement): void {
  const numbers = [microseconds.toFixed(0), ratio.toFixed(2), quietRatio.toFixed(2)];
  print(`  ${name.padEnd(40)}${numbers.map((number) => number.padStart(10)).join('')}`);
}

function printGrowth(title: string, sizes: readonly number[], reportOf: (size: number) => string): void {
  print(
    `\n${title.padEnd(12)}${'ms'.padStart(10)}  translation ÷ base  self-check ÷ base: linear when they stay`,
  );
  for (const size of sizes) {
    const [, translation, selfCheck] = measure(candidatesOf(reportOf(size), 'collection'), 25);
    const time = ((translation?.microseconds ?? NaN) / 1000).toFixed(2).padStart(10);
    const ratios = [translation, selfCheck].map((one) => (one?.quietRatio ?? NaN).toFixed(2).padStart(20));
    print(`${String(size).padEnd(12)}${time}${ratios.join('')}`);
  }
}

const [cpu] = cpus();
print(`${cpu?.model ?? 'unknown processor'} × ${cpus().length}, Linux ${release()}, Node ${process.version}`);
print('command: npm run bench\n');
for (const type of ['collection', 'transaction'] as const) {
  print(`acne example, ${type.padEnd(27)} µs (median)   ÷ base   ÷ base (quiet quarter)`);
  measure(candidatesOf(acne, type), 100).forEach(printMeasurement);
}
printGrowth('images', [1, 10, 100, 1000], (images) => grownReport(acne, { images }));
printGrowth('candidates', [1, 10, 100, 300], (candidates) => grownReport(acne, { candidates }));
const explained = {
  context: createContext({ terminology, baseUrl: BASE_URL }),
  json: JSON.parse(acne) as unknown,
};
const times = Array.from({ length: 200 }, () => {
  const start = performance.now();
  explain(explained.json, explained.context);
  return performance.now() - start;
});
print(
  `\n$explain of the acne example: ${quantile(times, 0.5).toFixed(1)} ms, ${(times[0] ?? NaN).toFixed(0)} ms the first time`,
);
const starts = Array.from({ length: 7 }, () => firstTranslation(ACNE));
print(`\nprocess start to the end of the first translation: ${quantile(starts, 0.5).toFixed(0)} ms`);

const serving = await measureServing();
print(`\nGET of a stored DiagnosticReport (${serving.bytes} bytes) with a key, all headers and the log on`);
print(`${' '.repeat(42)}answers/s  processor µs`);
for (const [name, { perSecond, cpu }] of [
  ['base: node:http, the same bytes', serving.floor],
  ['gateway', serving.gateway],
] as const) {
  print(`  ${name.padEnd(40)}${perSecond.toFixed(0).padStart(9)}${cpu.toFixed(0).padStart(14)}`);
}
print(`  answers/s ÷ base: ${(serving.gateway.perSecond / serving.floor.perSecond).toFixed(2)}`);
print(
  `  resident memory: ${serving.megabytes.map((megabytes) => megabytes.toFixed(0)).join(' MB, then ')} MB`,
);
