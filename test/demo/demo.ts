import { runDemo } from './run-demo.js';

/*
 * `npm run demo`: shows a report's whole way and ends with 0 only if every step held. The files are in `out/`.
 */
const isGood = await runDemo({
  write: (text) => process.stdout.write(text),
  // Knows NO_COLOR (https://no-color.org), FORCE_COLOR and terminals without colours.
  isColoured: process.stdout.isTTY && process.stdout.hasColors(),
  folder: 'out',
});
process.exitCode = isGood ? 0 : 1;
