import { isObject, objectsIn, type JsonObject } from '../json-object.js';
import type { ContainedResources, Visit } from '../visit.js';

/** dom-2 to dom-5: a contained resource is a part of its container and of nothing else. Read after the container. */
export function checkContained(container: JsonObject, contained: ContainedResources, visit: Visit): void {
  const ids = new Set<unknown>();
  for (const [index, resource] of objectsIn(container['contained']).entries()) {
    const at = `.contained[${index}]`;
    const { id } = resource;
    if (typeof id !== 'string') visit.error('required', 'A contained resource has an id.', `${at}.id`);
    else if (ids.has(id)) visit.error('duplicate', 'Two contained resources have one id.', `${at}.id`);
    else if (!contained.mentioned.has(`#${id}`) && !contained.linkedBack.has(resource)) {
      visit.error('invariant', 'Nothing refers to the contained resource (dom-3).', at);
    }
    ids.add(id);
    checkParts(resource, at, visit);
  }
}

function checkParts({ contained, meta }: JsonObject, at: string, visit: Visit): void {
  if (contained !== undefined) {
    visit.error('invariant', 'Contained resources contain no others (dom-2).', `${at}.contained`);
  }
  if (!isObject(meta)) return;
  for (const name of ['versionId', 'lastUpdated', 'security']) {
    if (meta[name] === undefined) continue;
    const invariant = name === 'security' ? 'dom-5' : 'dom-4';
    visit.error('invariant', `A contained resource has no ${name} (${invariant}).`, `${at}.meta.${name}`);
  }
}
