import type { QuestionnaireResponse, QuestionnaireResponseItem } from 'fhir/r4.js';
import { escapeXml, narrative } from '../fhir/narrative.js';
import { type Case, writeAbout } from './case.js';
import type { Draft } from './draft.js';
import { writeMeta } from './meta.js';
import { resourceIdentifier } from './resource-identifier.js';

/**
 * The anamnesis: the words of the patient or user, so it carries no AI label and "No" stays a text. The questions have no
 * ids: link ids are positions.
 *
 * @returns one QuestionnaireResponse, or none when nothing was asked.
 */
export function readAnamnesis(draft: Draft, from: Case): (QuestionnaireResponse & { id: string })[] {
  const items: QuestionnaireResponseItem[] = [];
  for (const [index, entry] of draft.report.anamnesisGeneral.entries()) {
    const item = readItem(draft, entry, index);
    if (item !== null) items.push(item);
  }
  if (items.length === 0) return [];
  const id = draft.id('QuestionnaireResponse', 'anamnesis');
  const language = draft.context.locale;
  const response: QuestionnaireResponse & { id: string } = {
    resourceType: 'QuestionnaireResponse',
    id,
    language,
    text: narrative(language, `<table>${items.map(row).join('')}</table>`),
    identifier: resourceIdentifier(id),
    status: 'completed',
    item: items,
  };
  writeMeta(response, draft.context.metas.anamnesis);
  writeAbout(response, from);
  if (from.time !== null) response.authored = from.time.dateTime;
  return [response];
}

function readItem(
  draft: Draft,
  { question, answer }: Draft['report']['anamnesisGeneral'][number],
  index: number,
): QuestionnaireResponseItem | null {
  const text = draft.text(question, `/anamnesisGeneral/${index}/question`);
  const value = draft.text(answer, `/anamnesisGeneral/${index}/answer`);
  if (text === null && value === null) return null;
  const item: QuestionnaireResponseItem = { linkId: String(index + 1) };
  if (text !== null) item.text = text;
  if (value !== null) item.answer = [{ valueString: value }];
  return item;
}

function row({ text, answer }: QuestionnaireResponseItem): string {
  return `<tr><td>${escapeXml(text ?? '')}</td><td>${escapeXml(answer?.[0]?.valueString ?? '')}</td></tr>`;
}
