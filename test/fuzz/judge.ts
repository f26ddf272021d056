import { openApi, undescribed, type Answer } from '../helpers/openapi.js';
import type { FuzzRequest } from './fuzz-request.js';

/** What is wrong with the answer to a request; nothing: it is as `openapi.yaml` says. */
export function judge({ method, path }: FuzzRequest, answer: Answer): string[] {
  const { status } = answer;
  return [
    ...(status >= 500 ? [`answers ${status}`] : []),
    ...(status >= 400 && method !== 'HEAD' ? brokenOutcome(answer) : []),
    ...(path === null ? strayAnswer(answer) : undescribedAnswer(method, path, answer)),
  ];
}

/** A method that a path does not have is refused as any of its methods may be: 405 stands beside each. */
function undescribedAnswer(method: string, path: string, answer: Answer): string[] {
  const operations = Object.keys(openApi.paths[path] ?? {});
  const name = method.toLowerCase();
  if (isAllowList(method, answer)) return [];
  if (name === 'head' && !operations.includes('get'))
    return [401, 405, 429].includes(answer.status) ? [] : [`HEAD answers ${answer.status}`];
  return undescribed(
    operations.includes(name) || name === 'head' ? name : (operations[0] ?? name),
    path,
    answer,
  );
}

/** OPTIONS tells the methods of an address and nothing else (RFC 9110 §9.3.7). */
function isAllowList(method: string, { status, headers, text }: Answer): boolean {
  return method === 'OPTIONS' && status === 204 && headers['allow'] !== undefined && text === '';
}

function strayAnswer({ status }: Answer): string[] {
  return [400, 401, 404, 429].includes(status) ? [] : [`an unknown address answers ${status}`];
}

function brokenOutcome({ headers, text }: Answer): string[] {
  const type = headers['content-type'] ?? '';
  if (/^application\/fhir\+xml; charset=utf-8$/.test(type))
    return /<OperationOutcome xmlns="http:\/\/hl7.org\/fhir">/.test(text)
      ? []
      : ['XML, but no OperationOutcome'];
  if (type !== 'application/fhir+json; charset=utf-8') return [`an error of type ${type}`];
  const { resourceType, issue } = JSON.parse(text) as { resourceType?: unknown; issue?: unknown };
  return resourceType === 'OperationOutcome' && Array.isArray(issue) ? [] : ['no OperationOutcome'];
}
