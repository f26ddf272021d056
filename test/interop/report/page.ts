import { deliveryOutcomes } from '../../../src/deliver/outcome.js';
import { cellText } from './cell.js';
import type { TableName, Trial } from './trial.js';
import { GROUPS } from './validator-trial.js';

const INTRODUCTION = `What validators, servers and clients that others wrote do with what this gateway makes. \`npm run interop\` writes
this page: each cell is counted from trials that were run, and \`out/interop/report.json\` has each of them by its name.

\`✓ 5\`: five trials, all of them went as they should. \`✗ 1 of 5\`: one did not, and is named at the end. \`2 of 5\`: two went so,
and the others need not. Empty: not tried.`;

interface Section {
  readonly title: string;
  readonly text: string;
  /** What the rows are. */
  readonly rows: string;
}

const SECTIONS: Readonly<Record<TableName, Section>> = {
  validators: {
    title: 'Validators',
    rows: 'what was validated',
    text: `A trial is a file. Reports, by their names in \`test/fixtures/raw\`, are there as collections and some as transactions, and
once more with each resource naming its profile. Valid is what has no error; HL7's validator, which has our package loaded,
may not even warn, but for what \`test/hl7/accepted-warnings.json\` gives a reason for. HL7's and HAPI's must refuse what is
broken on purpose; how much of it the others notice shows what their agreement is worth.`,
  },
  servers: {
    title: 'Servers',
    rows: 'server',
    text: `A report is sent three times by each delivery profile, and each of its resources must be there once; to HAPI's server go changed
reports too, and reports that have lost something. "Leads to" is the profile that the gateway chooses by the server's
CapabilityStatement. Where a server does not take a profile, the cell says how the delivery ended. Stand-ins are ours: they
behave as those servers are known to, and are compared with them where they can be run.`,
  },
  clients: {
    title: 'Clients',
    rows: 'client',
    text: 'Each drives a running gateway over HTTP, with the sandbox as its vendor.',
  },
};

/**
 * The interoperability report as Markdown.
 *
 * @param made when it was run and with what, a line.
 */
export function pageOf(trials: readonly Trial[], made: string): string {
  const sections = (Object.keys(SECTIONS) as TableName[]).flatMap((name) => {
    const { title, text, rows } = SECTIONS[name];
    const own = trials.filter(({ table }) => table === name);
    return [
      `## ${title}`,
      text,
      tableOf(
        rows,
        [...own].sort((a, b) => rank(a) - rank(b)),
      ),
      ...legend(own),
    ];
  });
  return ['# Interoperability', INTRODUCTION, made, ...sections, ...failures(trials)].join('\n\n');
}

/** Reports come before what is no report. */
function rank({ row }: Trial): number {
  const groups: readonly string[] = Object.values(GROUPS);
  return groups.indexOf(row);
}

/** Rows and columns in the order in which they are met. */
function tableOf(rowsAre: string, trials: readonly Trial[]): string {
  const columns = [...new Set(trials.map(({ column }) => column))];
  const rows = [...new Set(trials.map(({ row }) => row))].map((row) => [
    row,
    ...columns.map((column) =>
      cellText(trials.filter((trial) => trial.row === row && trial.column === column)),
    ),
  ]);
  const lines = [[rowsAre, ...columns], [rowsAre, ...columns].map(() => '---'), ...rows];
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n');
}

/** What the words in a table mean. */
function legend(trials: readonly Trial[]): string[] {
  const said = new Set(trials.filter(({ outcome }) => outcome === 'declined').map(({ detail }) => detail));
  const known = Object.entries(deliveryOutcomes).filter(([outcome]) => said.has(outcome));
  return known.length === 0 ? [] : [known.map(([outcome, text]) => `- \`${outcome}\`: ${text}`).join('\n')];
}

function failures(trials: readonly Trial[]): string[] {
  const failed = trials.filter(({ outcome }) => outcome === 'failed');
  if (failed.length === 0) return [];
  const lines = failed.map(({ row, column, name, detail }) => {
    const [first = ''] = (detail ?? '').split('\n', 1);
    return `- ${row}, ${column}, ${name}: ${first}`;
  });
  return ['## What failed', lines.join('\n')];
}
