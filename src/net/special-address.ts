import { BlockList, isIP } from 'node:net';

/**
 * How far a connection may lead: into the internet, into the operator's own network as well, or to this machine and nowhere
 * else.
 */
export type Reach = 'public' | 'private' | 'loopback';

/** Networks that a site numbers itself (RFC 1918, RFC 6598, RFC 4193). Hosts of clouds' own stores are found there, too. */
const PRIVATE = listOf(['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16'], ['fc00::/7']);

const LOOPBACK = listOf(['127.0.0.0/8'], ['::1/128']);

/**
 * Everything that is no host of the internet, by IANA's registries of special-purpose addresses. Of IPv6 only 2000::/3 is given
 * out (RFC 4291 §2.4), which leaves out, among others, link-local, multicast and all forms that have an IPv4 address inside
 * (`::ffff:0:0/96`, `::/96`, NAT64's `64:ff9b::/96`); of that part the tunnels 2002::/16 (6to4) and 2001::/32 (Teredo) are
 * taken out again.
 */
const SPECIAL = listOf(
  [
    ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
    ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15'],
    ...['198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  ],
  ['::/3', '4000::/2', '8000::/1', '2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'],
);

/**
 * Whether a connection to an address is within a reach.
 *
 * @param address as a resolver or a socket gives it; what is no IP address, or has a zone, never is.
 */
export function isWithin(reach: Reach, address: string): boolean {
  if (reach === 'loopback') return isOn(LOOPBACK, address);
  if (reach === 'private' && isOn(PRIVATE, address)) return true;
  return isIP(address) !== 0 && !address.includes('%') && !isOn(SPECIAL, address);
}

/** One list for each family: a BlockList takes every IPv4 address for an IPv6 one that begins with `::ffff:`. */
interface AddressList {
  readonly v4: BlockList;
  readonly v6: BlockList;
}

function listOf(v4: readonly string[], v6: readonly string[]): AddressList {
  return { v4: blockList(v4, 'ipv4'), v6: blockList(v6, 'ipv6') };
}

function blockList(subnets: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [network = '', bits] = subnet.split('/');
    list.addSubnet(network, Number(bits), family);
  }
  return list;
}

function isOn({ v4, v6 }: AddressList, address: string): boolean {
  if (isIP(address) === 4) return v4.check(address, 'ipv4');
  return isIP(address) === 6 && !address.includes('%') && v6.check(address, 'ipv6');
}
