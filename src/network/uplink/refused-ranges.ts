/** This network, loopback, link-local (where clouds keep their metadata), multicast, reserved and broadcast: never. */
const NEVER = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4', '240.0.0.0/4'];
/** RFC 1918, and what carriers, Tailscale and the like use inside (RFC 6598). */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];

/** What the emulated hosts do not reach; `machine` are this machine's own IPv4 addresses. */
export function refusedRanges(lan: 'refused' | 'allowed', machine: readonly string[]): string[] {
  return lan === 'allowed' ? NEVER : [...NEVER, ...PRIVATE, ...machine.map((address) => `${address}/32`)];
}
