import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import { OutcomeError } from '../../fhir/outcome.js';
import { contentTypes } from '../../http/format.js';
import { formatOrJson } from '../../http/negotiate.js';
import { readQuery } from '../../http/query.js';
import { whileConnected } from '../../http/while-connected.js';
import { VendorFailure } from '../../vendor/failure.js';
import { Gate, GateFull } from '../../vendor/gate.js';
import type { FileType } from '../../vendor/media/file-type.js';
import { present, type ResourceSource } from '../interaction/resource-source.js';
import { vendorOutcome } from '../report/vendor-outcome.js';
import { idIn } from '../routing/route.js';
import { binaryFormOf, possibleForms } from './binary-form.js';
import { kindOf, openBinary, type BinaryDependencies, type BinaryWanted } from './open-binary.js';
import { sendNative, sendResource, setBinaryHeaders } from './send-binary.js';

/** How many files may be on their way at once. A stream holds some tens of kB, and a connection to each side. */
const STREAMS = 32;
/** How many requests may wait for their turn. */
const WAITING = 64;
/** How many of the files may be read whole at once, which resources in FHIR need: each takes several times its size. */
const WHOLE = 4;

/** Seconds after which a stream is likely to have ended. */
const RETRY_AFTER = '5';

/**
 * `GET Binary/{id}`: a photograph, overlay, video or printable report, streamed from the vendor (https://hl7.org/fhir/R4/binary.html#rest).
 *
 * HEAD says whether there is one, from the store alone: nobody fetches a picture to say how long it is. Type and length are left
 * out then, as RFC 9110 §9.3.2 allows for what is not known before the content is.
 *
 * @throws OutcomeError (from the handler) 404, 406, 410, 502, 503, 504.
 */
export function binaryInteraction(
  dependencies: BinaryDependencies,
  tenantOf: ResourceSource['tenantOf'],
): RequestHandler {
  const gates = { streams: new Gate(STREAMS, WAITING), whole: new Gate(WHOLE, STREAMS) };
  return async (req, res) => {
    readQuery(req, []);
    const id = idIn(req);
    const tenant = tenantOf(req);
    if (req.method === 'HEAD') {
      const { reportId } = present(await dependencies.store.findBinary(tenant, id));
      sendHead(req, res, kindOf(id, reportId));
      return;
    }
    await whileConnected(res, async (signal) => {
      const wanted = { tenant, id, signal };
      const send = () => openAndSend(req, res, dependencies, wanted, gates.whole);
      try {
        await gates.streams.run(send, signal);
      } catch (error) {
        throw reasonOf(error, signal);
      }
    });
  };
}

async function openAndSend(
  req: IncomingMessage,
  res: ServerResponse,
  dependencies: BinaryDependencies,
  wanted: BinaryWanted,
  whole: Gate,
): Promise<void> {
  const formFor = binaryFormOf(req);
  const binary = await openBinary(dependencies, wanted);
  try {
    const form = formFor(binary.file.type.name);
    if (form === null) throw notAcceptable();
    if (form === 'native') await sendNative(res, wanted.id, binary);
    else await whole.run(() => sendResource(req, res, wanted.id, binary), wanted.signal);
  } finally {
    binary.file.body.destroy();
  }
}

function sendHead(req: IncomingMessage, res: ServerResponse, kind: FileType['kind']): void {
  const forms = possibleForms(binaryFormOf(req), kind);
  const isSure = forms.size === 1;
  if (isSure && forms.has(null)) throw notAcceptable();
  setBinaryHeaders(res);
  if (isSure && forms.has('fhir')) res.setHeader('Content-Type', contentTypes[formatOrJson(req)]);
  res.statusCode = 200;
  res.end();
}

function notAcceptable(): OutcomeError {
  const text = 'The file is of another type than the request accepts, and it does not accept FHIR either.';
  return new OutcomeError('not-acceptable', text);
}

/** What to tell, and the log. */
function reasonOf(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof VendorFailure) return vendorOutcome(error);
  // Whatever else fails when the client has left fails because of that.
  if (signal.aborted) return signal.reason;
  if (!(error instanceof GateFull)) return error;
  const text = 'As many files as this gateway passes on at once are on their way.';
  return new OutcomeError('unavailable', text, {
    code: 'throttled',
    headers: { 'Retry-After': RETRY_AFTER },
  });
}
