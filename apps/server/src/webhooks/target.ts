/**
 * Where webhooks may be sent. Whoever may set an address could else reach through this server what only this server can
 * reach: databases, other machines inside, the metadata of a cloud. So a name is looked up once, every address that it has
 * must be of the public internet, and the connection goes to these and no others (send.ts): a name that leads elsewhere a
 * moment later leads nobody anywhere.
 */
import { promises as dns, type LookupAddress } from 'node:dns';
import { BlockList, isIP } from 'node:net';

/** `allow`: http, any port, and addresses that are not public, for tests and intranets. */
export type PrivateTargets = 'allow' | 'refuse';

/** All addresses of a name. */
export type LookUp = (hostname: string) => Promise<readonly LookupAddress[]>;

/** The target is not one that is sent to; the message says why, to an admin. */
export class TargetRefused extends Error {
  override readonly name = 'TargetRefused';
}

/** Not of the public internet (IANA IPv4 Special-Purpose Address Registry, and multicast). */
const NOT_PUBLIC_4 = blockList('ipv4', [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]);
/** Global unicast: loopback, link-local, unique local, multicast, IPv4-mapped and NAT64 addresses lie outside of it. */
const GLOBAL_6 = blockList('ipv6', [['2000::', 3]]);
/** Within it: protocol assignments with Teredo, documentation, and 6to4, which carries an IPv4 address. */
const NOT_PUBLIC_6 = blockList('ipv6', [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]);

function blockList(family: 'ipv4' | 'ipv6', nets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of nets) list.addSubnet(net, prefix, family);
  return list;
}

/** Whether an address is of the public internet. What is no address is not. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !NOT_PUBLIC_4.check(address, 'ipv4');
    case 6:
      return GLOBAL_6.check(address, 'ipv6') && !NOT_PUBLIC_6.check(address, 'ipv6');
    default:
      return false;
  }
}

/** Why nothing is sent to an address, from what it says; null: it has to be looked up. `url` is a web address. */
export function targetFault(url: string, targets: PrivateTargets): string | null {
  if (targets === 'allow') return null;
  const { protocol, port, hostname } = new URL(url);
  if (protocol !== 'https:') return 'Webhooks are sent by https.';
  if (port !== '' && port !== '80') return 'Webhooks are sent to the ports 443 and 80.';
  const host = hostOf(hostname);
  const inside = isIP(host) === 0 ? /(^|\.)localhost\.?$/.test(host) : !isPublicAddress(host);
  return inside ? PRIVATE : null;
}

const PRIVATE =
  'This address is not in the public internet. Whoever runs this server can allow that: WEBHOOK_PRIVATE_TARGETS=allow.';

/** The addresses to connect to, all of them checked. Throws TargetRefused, or what looking up throws. */
export async function resolveTarget(
  url: string,
  targets: PrivateTargets,
  lookUp: LookUp,
): Promise<readonly LookupAddress[]> {
  const fault = targetFault(url, targets);
  if (fault !== null) throw new TargetRefused(fault);
  const host = hostOf(new URL(url).hostname);
  const family = isIP(host);
  const found = family === 0 ? await lookUp(host) : [{ address: host, family }];
  if (targets === 'refuse' && !found.every(({ address }) => isPublicAddress(address))) throw new TargetRefused(PRIVATE);
  return found;
}

export const systemLookUp: LookUp = (hostname) => dns.lookup(hostname, { all: true });

/** An IPv6 address stands in brackets in a web address. */
function hostOf(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}
