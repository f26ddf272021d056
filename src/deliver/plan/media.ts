import { hash } from 'node:crypto';
import { isObject, objectsIn, type JsonObject } from '../../fhir/check/json-object.js';
import type { MediaMode } from '../destination/delivery-destination.js';
import type { PlannedFile, PlannedFiles } from './plan.js';
import { addressOf, type PlanResource } from './plan-resource.js';
import { changeReferences } from './references.js';
import { resourceWithout, without } from './without.js';

/** A link to a Binary of the gateway, wherever the gateway is. */
const BINARY = /^https?:\/\/[^?#]+\/Binary\/([A-Za-z0-9.-]{1,64})$/;

/** The id of the Binary that an attachment links to; null: it links to none. */
export function binaryIdOf(attachment: unknown): string | null {
  const url = isObject(attachment) ? attachment['url'] : undefined;
  return (typeof url === 'string' ? BINARY.exec(url)?.[1] : undefined) ?? null;
}

/** The attachments of a resource: the picture of a Media, the printable forms of a report. */
export function attachmentsOf({ resourceType, content, presentedForm }: PlanResource): readonly JsonObject[] {
  if (resourceType === 'Media') return isObject(content) ? [content] : [];
  return resourceType === 'DiagnosticReport' ? objectsIn(presentedForm) : [];
}

/** Gives resources the files that a destination wants, in the way it wants them. */
export function withMedia(
  resources: readonly PlanResource[],
  mode: MediaMode,
  files: PlannedFiles,
): readonly PlanResource[] {
  if (mode === 'reference') return resources;
  return mode === 'inline' ? resources.map((one) => withBytes(one, files)) : withoutMedia(resources);
}

function withoutMedia(resources: readonly PlanResource[]): readonly PlanResource[] {
  const gone = new Set(resources.filter(({ resourceType }) => resourceType === 'Media').map(addressOf));
  const kept = resources.filter((resource) => !gone.has(addressOf(resource)));
  return kept.map((resource) =>
    resourceWithout(
      changeReferences(resource, (to) => (gone.has(to) ? null : to)),
      'presentedForm',
    ),
  );
}

function withBytes(resource: PlanResource, files: PlannedFiles): PlanResource {
  const [first, ...others] = attachmentsOf(resource).map((attachment) => inlined(attachment, files));
  if (first === undefined) return resource;
  return resource.resourceType === 'Media'
    ? { ...resource, content: first }
    : { ...resource, presentedForm: [first, ...others] };
}

/** An attachment with its bytes instead of its link; as it is, if there is no file for it. */
export function inlined(attachment: JsonObject, files: PlannedFiles): JsonObject {
  const file = files.get(binaryIdOf(attachment) ?? '');
  if (file === undefined) return attachment;
  return { ...without(attachment, 'url'), ...attachmentOf(file) };
}

/** R4's `hash` is the SHA-1 of the bytes (https://hl7.org/fhir/R4/datatypes.html#Attachment). */
export function attachmentOf({ contentType, bytes }: PlannedFile): JsonObject {
  return {
    contentType,
    data: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
    size: bytes.byteLength,
    hash: hash('sha1', bytes, 'base64'),
  };
}
