import type { DeliveryDestination } from '../destination/delivery-destination.js';

/** So many entries every server takes that takes Bundles at all. */
const FEW_ENTRIES = 8;

/** The same destination, told in smaller pieces: links in the place of files, and few entries in a Bundle. */
export function smaller(destination: DeliveryDestination): DeliveryDestination {
  const { media, entryCap } = destination;
  return {
    ...destination,
    media: media === 'inline' ? 'reference' : media,
    entryCap: Math.min(entryCap ?? FEW_ENTRIES, FEW_ENTRIES),
  };
}
