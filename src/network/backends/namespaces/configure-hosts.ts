import type { Host } from './name-hosts.ts';
import { NAMESPACES_DIRECTORY } from './namespaces.ts';

/** Configures hosts (configureHost()) from this process, which must be root of the machine. Throws what the kernel refuses. */
export async function configureHosts(hosts: readonly Pick<Host, 'namespace' | 'address'>[]): Promise<void> {
  // Loaded here, because they exist on Linux only.
  const { insideNamespace } = await import('../../linux/inside-namespace.ts');
  const { configureHost } = await import('./configure-host.ts');
  for (const { namespace, address } of hosts)
    insideNamespace(`${NAMESPACES_DIRECTORY}/${namespace}`, () => configureHost(address));
}
