import { parseReport } from '../../src/raw/read-report.js';
import { createTranslator } from '../../src/translate/translator.js';
import { testContext } from '../helpers/context.js';
import { rawFixtures, rawText } from '../helpers/fixture.js';

/* Prints the time zone's offset in summer and then, for each raw fixture, all that translation makes of it. */
const translator = createTranslator({ context: testContext() });
process.stdout.write(`${new Date(2023, 7, 3).getTimezoneOffset()}\n`);
for (const name of rawFixtures)
  process.stdout.write(`${JSON.stringify(translator(parseReport(rawText(name))))}\n`);
