/**
 * Ranges that are always refused: this network, loopback, link-local (cloud metadata), multicast, reserved and broadcast.
 */
const NEVER = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4', '240.0.0.0/4'];
/** Private ranges: RFC 1918, and RFC 6598 as used by carriers, Tailscale and the like. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];

/** Returns the ranges that the emulated hosts cannot reach. `machine`: this machine's own IPv4 addresses. */
export function refusedRanges(lan: 'refused' | 'allowed', machine: readonly string[]): string[] {
  return lan === 'allowed' ? NEVER : [...NEVER, ...PRIVATE, ...machine.map((address) => `${address}/32`)];
}
