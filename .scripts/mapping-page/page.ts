import { fields, type Field } from './fields.js';
import { introduction } from './introduction.js';
import { definitionsFor } from './link.js';
import { profileRows } from './profiles-table.js';
import { rowOf } from './row.js';
import { readSamples, type Sample } from './samples.js';
import { envelope, sections, type Section } from './sections.js';

/**
 * The page that says of each field of the raw report what it means, where it goes, by which codes it is known there, and
 * what null, absence and 0 do. Meanings are written by hand; all else is found by explaining and changing the samples, and
 * in the profiles.
 *
 * @returns Markdown.
 * @throws when the sections and the schema do not have the same fields.
 */
export function mappingPage(): string {
  demandSameFields();
  const samples = readSamples();
  const parts = [
    introduction,
    ...sections.map((section) => sectionOf(section, samples)),
    envelopeOf(samples),
    alike(),
  ];
  const page = parts.join('\n\n');
  return `${page}\n\n${definitionsFor(page)}\n`;
}

function demandSameFields(): void {
  const told = sections.flatMap(({ at, fields: ours }) =>
    at.flatMap((top) => Object.keys(ours).map((one) => top + one)),
  );
  const known = fields.map(({ pointer }) => pointer);
  const odd = [...told.filter((one) => !known.includes(one)), ...known.filter((one) => !told.includes(one))];
  if (odd.length > 0) throw new Error(`in the schema or in the sections only: ${odd.join(', ')}`);
}

function sectionOf({ title, at, about, fields: meanings }: Section, samples: readonly Sample[]): string {
  const rows = Object.entries(meanings).map(([below, meaning]) => {
    const own = at.flatMap((top): Field[] => fields.filter(({ pointer }) => pointer === top + below));
    const { elements, codes, empty } = rowOf(own, samples);
    return [
      `\`${below === '' ? '(itself)' : below}\``,
      `${meaning} *${own[0]?.kind ?? ''}*`,
      lines(elements),
      lines(codes),
      lines(empty),
    ];
  });
  const where = at.filter((top) => top !== '').map((top) => `\`${top}\``);
  return [
    `## ${title}`,
    ...(where.length === 0 ? [] : [where.join(', ')]),
    ...(about === undefined ? [] : [about]),
    table(['Field', 'Meaning', 'FHIR', 'Codes', 'Null, absent, 0'], rows),
  ].join('\n\n');
}

function envelopeOf(samples: readonly Sample[]): string {
  const fates = samples.map((sample) => sample.fates);
  const rows = Object.entries(envelope).map(([pointer, meaning]) => {
    // Not every sample has an envelope.
    const [reason] = fates.flatMap((own) => own.get(pointer)?.reason ?? []);
    if (reason === undefined) throw new Error(`no sample has ${pointer}`);
    return [`\`${pointer}\``, meaning, `*${reason.text}*`];
  });
  return `## Envelope\n\n${table(['Field', 'Meaning', 'FHIR'], rows)}`;
}

function alike(): string {
  return `## In every report\n\n${table(['Profile', 'Resource', 'What comes from no field'], profileRows())}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function lines(items: readonly string[]): string {
  return items.join('<br>');
}
