/**
 * A hospital in a process of its own: `hospital-process.ts <behaviour> <seed>`. It says `{ url }` when it is there and
 * `{ bundles, requests }` from time to time; told to write down what it holds, it does so and says `{ file }`.
 */
import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import { startHospital } from './hospital.js';
import { HOSPITALS } from './destinations.js';

const [name = '', seed = '1'] = process.argv.slice(2);
const { behaves } = HOSPITALS.find((one) => one.name === name) ?? HOSPITALS[0];
const TELL_EVERY_MS = 200;

const hospital = await startHospital(behaves, Number(seed));
const tell = (message: object): void => {
  process.send?.(message);
};
const timer = setInterval(() => {
  tell(hospital.seen());
}, TELL_EVERY_MS);

process.on('message', (message) => {
  const { file } = z.object({ file: z.string() }).parse(message);
  clearInterval(timer);
  tell(hospital.seen());
  writeFileSync(file, JSON.stringify({ held: hospital.held(), faults: hospital.faults }));
  tell({ file });
});
process.on('disconnect', () => {
  process.exit();
});
tell({ url: hospital.url });
