import { type Answer, json, refusal } from './answer.js';
import { findCase, type SandboxCase } from './cases.js';
import type { Fault, Faults } from './faults.js';
import { API_PREFIX, indexPage } from './index-page.js';
import { mediaFile } from './media.js';
import { writePdf } from './pdf.js';
import { MEDIA_PATH, opensPdf, PDF_PATH, pdfUrl, reportAnswer } from './report-answer.js';
import { sameText, type UrlSigner } from './signed-url.js';

/** What the sandbox answers from. */
export interface SandboxState {
  readonly cases: readonly SandboxCase[];
  readonly faults: Faults;
  readonly signer: UrlSigner;
  readonly token: string;
  readonly publicUrl: string;
}

/** A request, with its path still encoded. */
export interface SandboxRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly token: string | undefined;
}

/** An answer, and the fault that is to spoil it. */
export interface Routed {
  readonly answer: Answer;
  readonly fault?: Fault | undefined;
}

const REPORT_PATH = `${API_PREFIX}/anonymous-diagnostic-reports/`;

/** Answers a GET. Everything but the fault switch is one. */
export function route(request: SandboxRequest, state: SandboxState): Routed {
  const { method, path } = request;
  if (method !== 'GET') return { answer: refusal(405, 'METHOD_NOT_ALLOWED', 'Only GET.', { allow: 'GET' }) };
  if (path === '/') return { answer: indexPage(state.cases, state.faults) };
  if (path.startsWith(MEDIA_PATH)) return { answer: mediaAnswer(request, state) };
  if (path === PDF_PATH) return { answer: pdfAnswer(request, state) };
  if (path.startsWith(REPORT_PATH)) return reportRoute(request, state);
  return { answer: refusal(404, 'ROUTE_NOT_FOUND', 'There is nothing here.') };
}

function reportRoute({ path, query, token }: SandboxRequest, state: SandboxState): Routed {
  if (!sameText(token ?? '', state.token)) {
    return { answer: refusal(401, 'INVALID_TOKEN', 'The token is not valid.') };
  }
  const found = findCase(state.cases, decodeOnce(path.slice(REPORT_PATH.length)));
  if (found === undefined) return { answer: refusal(404, 'REPORT_NOT_FOUND', 'Diagnostic report not found') };
  const context = { ...state, locale: query.get('locale') ?? 'en' };
  const fault = state.faults.take(found.id);
  switch (query.get('format') ?? 'raw') {
    case 'raw':
      return { answer: reportAnswer(found, context), fault };
    case 'pdf':
      return { answer: { status: 302, headers: { location: pdfUrl(found, context) }, body: '' }, fault };
    default:
      return { answer: refusal(400, 'UNSUPPORTED_FORMAT', 'The sandbox has raw and pdf.') };
  }
}

// A segment that still holds a raw slash or is not decodable names no report.
function decodeOnce(segment: string): string {
  try {
    return segment.includes('/') ? '' : decodeURIComponent(segment);
  } catch {
    return '';
  }
}

function mediaAnswer({ path, query }: SandboxRequest, { signer }: SandboxState): Answer {
  if (!signer.opens(path, query)) return denied();
  const file = mediaFile(path);
  if (file === undefined) return json(404, { message: 'No such file.' });
  return { status: 200, headers: { 'content-type': file.contentType }, body: file.bytes };
}

function pdfAnswer({ query }: SandboxRequest, { cases, signer }: SandboxState): Answer {
  const found = findCase(cases, query.get('diagnosticReportIdEncrypted') ?? '');
  if (found === undefined || !opensPdf(found, query.get('authKey') ?? '', signer)) return denied();
  const body = writePdf([
    'Sandbox diagnostic report',
    found.title,
    `Language: ${query.get('locale') ?? 'en'}`,
    'Invented data. Not a medical result.',
  ]);
  return { status: 200, headers: { 'content-type': 'application/pdf' }, body };
}

/** What S3 says when a signature is wrong or has run out. */
function denied(): Answer {
  const body =
    '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>\n';
  return { status: 403, headers: { 'content-type': 'application/xml' }, body };
}
