/** A resource as a receiver holds it: any R4 resource, kept as it came. */
export interface HeldResource {
  readonly resourceType: string;
  readonly id?: string;
  readonly [element: string]: unknown;
}

/** Whether a JSON value is an object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a JSON value can be taken for a resource. */
export function isResource(value: unknown): value is HeldResource {
  return isObject(value) && typeof value['resourceType'] === 'string';
}

/** The objects in a list that may be missing. */
export function objectsOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
