import { CommandError, run, which } from '../../../lib/processes.ts';
import type { Probe } from '../../backend.ts';
import { readPrivilege } from '../../user-namespace/privilege.ts';
import { makeNamespaces, removeNamespaces } from '../namespaces/namespaces.ts';
import { ownPrefix } from '../namespaces/owner.ts';

/** Number of probes so far, which makes their namespace names unique within the process. */
let probed = 0;

/**
 * Checks whether the backend works here by trying everything that opening a network needs, including netem, a queue and a
 * rule.
 */
export async function probe(): Promise<Probe> {
  const refuse = (why: string, advice: string): Probe => ({ works: false, why, advice });
  if (process.platform !== 'linux')
    return refuse(
      `needs Linux, this is ${process.platform}`,
      'run longhaul on Linux, for example in a virtual machine',
    );
  if (readPrivilege() !== 'root') return refuse('needs root', 'run as root: sudo npm run rehearse');
  const ip = await which('ip');
  const tc = await which('tc');
  if (ip === undefined || tc === undefined)
    return refuse('needs the ip and tc commands', 'install iproute2: sudo apt-get install iproute2');
  const namespace = `${ownPrefix()}netem${++probed}`;
  const needs = [
    { what: 'network namespaces', module: '', command: () => makeNamespaces(ip, [namespace]) },
    {
      what: 'pairs of virtual devices',
      module: 'veth',
      command: () => run(ip, ['-n', namespace, ...'link add name p0 type veth peer name p1'.split(' ')]),
    },
    {
      what: 'routing by arriving device',
      module: '',
      command: () => run(ip, ['-n', namespace, ...'rule add iif p1 lookup 1000'.split(' ')]),
    },
    {
      what: 'netem',
      module: 'sch_netem',
      command: () =>
        run(tc, ['-n', namespace, ...'qdisc add dev p0 root handle 1: stab overhead -14 netem delay 1ms'.split(' ')]),
    },
    {
      what: 'htb queues',
      module: 'sch_htb',
      command: () => run(tc, ['-n', namespace, ...'qdisc add dev p0 parent 1:1 handle 2: htb default 1'.split(' ')]),
    },
    {
      what: 'codel queues',
      module: 'sch_codel',
      command: () => run(tc, ['-n', namespace, ...'qdisc add dev p1 root codel'.split(' ')]),
    },
  ];
  try {
    for (const { what, module, command } of needs)
      try {
        await command();
      } catch (error) {
        const found = error instanceof CommandError ? (error.stderr.trim().split('\n')[0] ?? '') : String(error);
        return refuse(
          `this kernel has no ${what} (${found})`,
          module === ''
            ? 'in a container: docker run --privileged; the tun backend needs less'
            : `load the module: sudo modprobe ${module} (Debian's cloud kernels and hosted CI have none); the tun backend needs none`,
        );
      }
  } finally {
    await removeNamespaces([namespace]).catch(() => {});
  }
  return { works: true, why: 'root, tc, and a kernel with netem' };
}
