import { badRequest, OperationOutcomeError, validateResource, type WithId } from '@medplum/core';
import { MemoryRepository } from '@medplum/fhir-router';
import type { Resource } from '@medplum/fhirtypes';
import { validateWithJsonSchema } from '../conformance/json-schema.js';

/** The private state of MemoryRepository that a rollback must restore. */
const STATE = ['resources', 'history'] as const;

/**
 * Medplum's in-memory repository with what it lacks as a hospital's server: it refuses invalid resources and unresolved
 * `urn:uuid` references, and takes a failed transaction back. Requests must come one at a time: a rollback restores the
 * state from before the transaction, whoever changed it since.
 */
export class ValidatingRepository extends MemoryRepository {
  override async createResource<T extends Resource>(resource: T): Promise<WithId<T>> {
    refuseInvalid(resource);
    return super.createResource(resource);
  }

  /** An update of MemoryRepository ends in its createResource, so that validation happens there. */
  override async withTransaction<R>(callback: (client: undefined) => Promise<R>): Promise<R> {
    const before = STATE.map((name) => copyOf(this.state(name)));
    try {
      return await super.withTransaction(callback);
    } catch (error) {
      STATE.forEach((name, index) => {
        this.state(name).clear();
        for (const [key, value] of before[index] ?? []) this.state(name).set(key, value);
      });
      throw error;
    }
  }

  /** How many resources are stored, of one type or of all. */
  count(resourceType?: string): number {
    return [...this.state('resources')].reduce(
      (sum, [type, byId]) => (resourceType === undefined || type === resourceType ? sum + byId.size : sum),
      0,
    );
  }

  private state(name: (typeof STATE)[number]): Map<string, Map<string, unknown>> {
    const map: unknown = Reflect.get(this, name);
    if (!(map instanceof Map)) throw new TypeError(`MemoryRepository has no map of ${name} any more`);
    return map as Map<string, Map<string, unknown>>;
  }
}

function copyOf(state: Map<string, Map<string, unknown>>): Map<string, Map<string, unknown>> {
  // A history is an array that grows in place, a resource is replaced as a whole.
  return new Map(
    [...state].map(([type, byId]) => [type, new Map([...byId].map(([id, value]) => [id, shallow(value)]))]),
  );
}

function shallow(value: unknown): unknown {
  return Array.isArray(value) ? [...(value as unknown[])] : value;
}

function refuseInvalid(resource: Resource): void {
  validateResource(resource);
  // Medplum checks no code lists; FHIR's own schema does.
  const [finding] = validateWithJsonSchema(resource);
  if (finding !== undefined) throw new OperationOutcomeError(badRequest(finding.text, finding.path));
  const dangling = /"reference":"urn:uuid:[^"]*"/.exec(JSON.stringify(resource));
  if (dangling !== null)
    throw new OperationOutcomeError(badRequest('Reference to no entry of the transaction'));
}
