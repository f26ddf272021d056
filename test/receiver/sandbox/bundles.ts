const DEVICE = '11111111-1111-4111-8111-111111111111';
const MEDIA = '22222222-2222-4222-8222-222222222222';

/** A system that tests identify things in. */
export const SYSTEM = 'https://test.example/sid';

/** A device that carries an identifier. */
export const device = {
  resourceType: 'Device',
  id: DEVICE,
  identifier: [{ system: SYSTEM, value: 'device' }],
};

/** A photo that the device took. */
export const media = {
  resourceType: 'Media',
  id: MEDIA,
  identifier: [{ system: SYSTEM, value: 'media' }],
  status: 'completed',
  device: { reference: `urn:uuid:${DEVICE}` },
  content: { title: 'photo' },
};

/** How entries say which resource they mean. */
export type Style = 'put' | 'conditional-put' | 'conditional-create' | 'create';

type Entry = Readonly<Record<string, unknown>>;

/** An entry that writes a resource. */
export function entryOf(resource: typeof device, style: Style): Entry {
  const { resourceType, id, ...rest } = resource;
  const search = `identifier=${encodeURIComponent(`${SYSTEM}|${resource.identifier[0]?.value ?? ''}`)}`;
  const request = {
    put: { method: 'PUT', url: `${resourceType}/${id}` },
    'conditional-put': { method: 'PUT', url: `${resourceType}?${search}` },
    'conditional-create': { method: 'POST', url: resourceType, ifNoneExist: search },
    create: { method: 'POST', url: resourceType },
  }[style];
  const sent = style === 'put' ? resource : { resourceType, ...rest };
  return { fullUrl: `urn:uuid:${id}`, resource: sent, request };
}

/** A Bundle of the device and the photo, in that order. */
export function bundleOf(
  style: Style,
  type: 'transaction' | 'batch' = 'transaction',
  entry: readonly Entry[] = [entryOf(device, style), entryOf(media, style)],
): { resourceType: string; type: string; entry: readonly Entry[] } {
  return { resourceType: 'Bundle', type, entry };
}
