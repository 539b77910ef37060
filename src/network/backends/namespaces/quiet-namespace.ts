import { existsSync, writeFileSync } from 'node:fs';

/**
 * Disables IPv6 in the calling thread's namespace, since only IPv4 is routed, and source checks, which a default route
 * through a TUN device fails. Throws when the kernel refuses.
 */
export function quietNamespace(): void {
  for (const interfaces of ['all', 'default']) {
    writeFileSync(`/proc/sys/net/ipv4/conf/${interfaces}/rp_filter`, '0');
    const ipv6 = `/proc/sys/net/ipv6/conf/${interfaces}/disable_ipv6`;
    if (existsSync(ipv6)) writeFileSync(ipv6, '1');
  }
}
