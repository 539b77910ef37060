import { CommandError, run, which } from '../../lib/processes.ts';
import type { Probe } from '../backend.ts';
import { explainRefusal, readUserNamespaceSettings } from './explain-refusal.ts';
import { insideUserNamespace } from './set-up-script.ts';

/** Script that tries everything a network needs from the kernel, in a namespace that disappears with the shell. */
const TRIAL = `
set -e
unshare --net -- ip netns add trial
ip netns exec trial sh -c ': > /proc/sys/net/ipv4/conf/all/rp_filter'
ip -n trial tuntap add dev eth0 mode tun
`;

/** Checks whether an ordinary user can shape networks here as root of a user namespace, by trying it. */
export async function tryUserNamespace(): Promise<Probe> {
  const unshare = await which('unshare');
  if (unshare === undefined)
    return {
      works: false,
      why: 'not root, and no unshare command',
      advice: 'install util-linux, or run as root: sudo npm run rehearse',
    };
  const [command, ...args] = insideUserNamespace(unshare, ['/bin/sh', '-c', TRIAL]);
  try {
    await run(command, args);
    return { works: true, why: 'user namespace (not root, so without real-time priority)' };
  } catch (error) {
    const message = error instanceof CommandError ? error.stderr.trim().split('\n').at(-1) : undefined;
    return { works: false, ...explainRefusal(readUserNamespaceSettings(), message || String(error)) };
  }
}
