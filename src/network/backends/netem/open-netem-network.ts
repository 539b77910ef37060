import { fileURLToPath } from 'node:url';
import { CannotMeasureError } from '../../../lib/errors.ts';
import { run, which } from '../../../lib/processes.ts';
import type { Topology } from '../../../model/scenario/network.ts';
import type { OpenOptions, ShapedNetwork } from '../../backend.ts';
import { buildFailure } from '../namespaces/build-failure.ts';
import { configureHosts } from '../namespaces/configure-hosts.ts';
import { hostAccess } from '../namespaces/host-access.ts';
import { nameHosts } from '../namespaces/name-hosts.ts';
import { makeNamespaces, quietNamespaces, removeNamespaces, tcpCongestionControl } from '../namespaces/namespaces.ts';
import { RouterProcess } from '../tun/router-process.ts';
import type { ControllerConfig } from './controller-messages.ts';
import { layPipes } from './lay-pipes.ts';
import { planPipes } from './pipe-plan.ts';

const CONTROLLER = fileURLToPath(new URL('./controller.ts', import.meta.url));

/** Opens a network shaped by netem. Throws CannotMeasureError, or the signal's reason; then everything is cleaned up. */
export async function openNetemNetwork(topology: Topology, why: string, options: OpenOptions): Promise<ShapedNetwork> {
  const { signal } = options;
  signal.throwIfAborted();
  const ip = await which('ip');
  const tc = await which('tc');
  if (ip === undefined || tc === undefined)
    throw new CannotMeasureError(
      'the ip or the tc command is missing',
      'install iproute2: sudo apt-get install iproute2',
    );
  const { prefix, hosts } = nameHosts(topology.nodes);
  const core = `${prefix}core`;
  const namespaces = hosts.map(({ namespace }) => namespace);

  const controller = new RouterProcess<ControllerConfig>(options, { script: CONTROLLER, name: "network's weather" });
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= (async () => {
      try {
        await controller.stop();
      } finally {
        await removeNamespaces([core, ...namespaces]);
      }
    })();
    return closing;
  };
  try {
    const plan = planPipes(topology);
    await makeNamespaces(ip, [core, ...namespaces]);
    await quietNamespaces(ip, [core, ...namespaces]);
    if (topology.links.some(({ profile }) => profile.discipline === 'fq-codel')) await requireFqCodel(tc, core);
    await layPipes(ip, core, hosts, plan);
    await configureHosts(hosts);
    const detail = await controller.start({ topology, namespaces, core, tc }, signal);
    signal.throwIfAborted();
    return {
      backend: { id: 'netem', why, detail: { ...detail, tcpCongestionControl: tcpCongestionControl() } },
      ...hostAccess(ip, hosts),
      openWindow: async () => controller.openWindow(),
      close,
    };
  } catch (cause) {
    await close();
    if (signal.aborted) throw signal.reason;
    throw buildFailure(cause);
  }
}

/** Throws when this kernel has no fq_codel. */
async function requireFqCodel(tc: string, namespace: string): Promise<void> {
  try {
    await run(tc, ['-n', namespace, ...'qdisc add dev lo root fq_codel'.split(' ')]);
  } catch (cause) {
    throw new Error('this kernel has no fq_codel queues (sudo modprobe sch_fq_codel); the tun backend needs none', {
      cause,
    });
  }
}
