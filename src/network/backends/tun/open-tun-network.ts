import { resolve } from 'node:path';
import { CannotMeasureError } from '../../../lib/errors.ts';
import { which } from '../../../lib/processes.ts';
import type { Topology } from '../../../model/scenario/network.ts';
import type { OpenOptions, ShapedNetwork } from '../../backend.ts';
import { planUplink, type Uplink } from '../../uplink/plan-uplink.ts';
import { readPrivilege } from '../../user-namespace/privilege.ts';
import { buildFailure } from '../namespaces/build-failure.ts';
import { hostAccess } from '../namespaces/host-access.ts';
import { nameHosts } from '../namespaces/name-hosts.ts';
import { makeNamespaces, removeNamespaces, tcpCongestionControl } from '../namespaces/namespaces.ts';
import type { RouterConfig } from './router-messages.ts';
import { RouterProcess } from './router-process.ts';

/** Opens a network of TUN devices. Throws CannotMeasureError, or the signal's reason; then everything is cleaned up. */
export async function openTunNetwork(topology: Topology, why: string, options: OpenOptions): Promise<ShapedNetwork> {
  const { signal } = options;
  signal.throwIfAborted();
  const ip = await which('ip');
  if (ip === undefined)
    throw new CannotMeasureError('the ip command is missing', 'install iproute2: sudo apt-get install iproute2');
  const plan = await planUplink(topology);
  const { prefix, hosts } = nameHosts(topology.nodes);
  const namespaces = hosts.map(({ namespace }) => namespace);

  const router = new RouterProcess(options);
  let uplink: Uplink | undefined;
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= (async () => {
      try {
        await router.stop();
      } finally {
        await (uplink?.close() ?? Promise.resolve()).finally(() => removeNamespaces(namespaces));
      }
    })();
    return closing;
  };
  try {
    await makeNamespaces(ip, namespaces);
    const refused = plan?.refused ?? [];
    const { timeFactor = 1 } = options;
    const request = { topology, namespaces, refused, timeFactor, ...captureRequest(options) };
    const detail = await router.start(request, signal);
    uplink = await plan?.open({ ip, hosts, prefix, onFailure: options.onFailure });
    signal.throwIfAborted();
    return {
      backend: {
        id: 'tun',
        why,
        detail: {
          ...{ ...detail, privilege: readPrivilege(), tcpCongestionControl: tcpCongestionControl() },
          ...(uplink !== undefined && { uplink: uplink.how }),
        },
      },
      ...hostAccess(ip, hosts, uplink?.prefix),
      journal: router.journal,
      openWindow: async () => router.openWindow(),
      close,
    };
  } catch (cause) {
    await close();
    if (signal.aborted) throw signal.reason;
    throw buildFailure(cause);
  }
}

function captureRequest({
  captureTo,
  captureLimitBytes = Number.POSITIVE_INFINITY,
}: OpenOptions): Pick<RouterConfig, 'capture'> {
  if (captureTo === undefined) return {};
  return {
    capture: { directory: resolve(captureTo), limitBytes: Math.min(captureLimitBytes, Number.MAX_SAFE_INTEGER) },
  };
}
