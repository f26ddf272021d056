import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { UcumTable } from '../src/fhir/check/r4-table.js';

/** The layout of `ucumDefs.min.json` as far as it is read: rows, and the names of their columns. */
interface Rows {
  config: unknown[];
  data: unknown[][];
}

/** The atoms and prefixes of UCUM; combinations such as `mg/dL` follow from its grammar. */
export function readUcumUnits(): UcumTable {
  const file = createRequire(import.meta.url).resolve('@lhncbc/ucum-lhc/data/ucumDefs.min.json');
  const { prefixes, units } = JSON.parse(readFileSync(file, 'utf8')) as { prefixes: Rows; units: Rows };
  // The file also lists combinations that LOINC uses.
  const atoms = units.data.filter((row) => cell(units, row, 'source_') === 'UCUM');
  // The file does not mark base units as metric, though they are.
  const isMetric = (row: unknown[]) =>
    cell(units, row, 'isMetric_') === true || cell(units, row, 'isBase_') === true;
  const codes = (metric: boolean) =>
    atoms.filter((row) => isMetric(row) === metric).map((row) => cell(units, row, 'csCode_'));
  return {
    prefixes: prefixes.data.map((row) => cell(prefixes, row, 'code_')).join(' '),
    metric: codes(true).join(' '),
    plain: codes(false).join(' '),
  };
}

function cell({ config }: Rows, row: readonly unknown[], column: string): unknown {
  return row[config.indexOf(column)];
}
