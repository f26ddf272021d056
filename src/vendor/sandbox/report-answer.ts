import { type Answer, json } from './answer.js';
import { isRecord, type SandboxCase } from './cases.js';
import { localise } from './localise.js';
import type { UrlSigner } from './signed-url.js';

/** Path of the printable report, the same as the vendor's. */
export const PDF_PATH = '/pdf/anonymous-diagnostic-report';

/** Where photographs are, the same as in the vendor's example. */
export const MEDIA_PATH = '/diagnostic-report-medias/';

/** Stands in every printable report's URL. */
const SANDBOX_API_KEY = 'sandbox-api-key-3f9b1c7ad2e84056';

/** What an answer needs beside the report. */
export interface AnswerContext {
  /** The sandbox's own address, without a trailing slash. */
  readonly publicUrl: string;
  readonly signer: UrlSigner;
  readonly locale: string;
}

/**
 * The answer to a request for a report: labels in the language asked for, and every link replaced by one of the sandbox's own,
 * freshly signed. Two answers therefore never hold the same URLs, as with the vendor.
 */
export function reportAnswer(found: SandboxCase, context: AnswerContext): Answer {
  const report = linked(localise(found.report, context.locale), found, context);
  if (found.bare) return json(200, report);
  const message = `Diagnostic report <${String(found.report['id'])}>`;
  return json(200, { success: true, message, errorCode: null, data: report });
}

/** The printable report's URL: it holds keys, which is why it must never be stored. */
export function pdfUrl(found: SandboxCase, { publicUrl, signer, locale }: AnswerContext): string {
  const keys = new URLSearchParams({
    diagnosticReportIdEncrypted: found.handle,
    apiKey: SANDBOX_API_KEY,
    authKey: Buffer.from(signer.sign(`${PDF_PATH}/${found.id}`)).toString('base64url'),
    locale,
  });
  return `${publicUrl}${PDF_PATH}?${keys.toString()}`;
}

/** Whether the keys in a printable report's URL open it, and still do. */
export function opensPdf(found: SandboxCase, authKey: string, signer: UrlSigner): boolean {
  const [path = '', query = ''] = Buffer.from(authKey, 'base64url').toString().split('?');
  return path === `${PDF_PATH}/${found.id}` && signer.opens(path, new URLSearchParams(query));
}

function linked(report: unknown, found: SandboxCase, context: AnswerContext): unknown {
  const signed = withSignedMedia(report, context);
  if (!isRecord(signed)) return signed;
  const links = { url: viewerUrl(context), pdf: pdfUrl(found, context) };
  // Where the stored report has no link, the vendor had none to give (a tenant without an app key).
  for (const key of ['url', 'pdf'] as const) if (typeof signed[key] === 'string') signed[key] = links[key];
  return signed;
}

function viewerUrl({ publicUrl, signer }: AnswerContext): string {
  const signedId = Buffer.from(signer.sign('/viewer')).toString('base64url');
  return `${publicUrl}/viewer?companyId=sandbox-company&diagnosticReportId=${signedId}`;
}

// Stored media URLs all begin like this, as in the vendor's own example; hosts that are meant to be hostile do not.
const STORED_MEDIA = /^https:\/\/bucket(\/[^?#]+)$/;

function withSignedMedia(value: unknown, context: AnswerContext): unknown {
  if (Array.isArray(value)) return value.map((member) => withSignedMedia(member, context));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      const path = key === 'url' && typeof member === 'string' ? STORED_MEDIA.exec(member)?.[1] : undefined;
      // The path stays as it is stored, so that a report fetched and one read from the file name the same photographs.
      if (path !== undefined) return [key, `${context.publicUrl}${context.signer.sign(path)}`];
      return [key, withSignedMedia(member, context)];
    }),
  );
}
