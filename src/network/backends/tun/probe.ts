import { closeSync, openSync } from 'node:fs';
import { CommandError, which } from '../../../lib/processes.ts';
import type { Probe } from '../../backend.ts';
import { readPrivilege } from '../../user-namespace/privilege.ts';
import { tryUserNamespace } from '../../user-namespace/try-user-namespace.ts';
import { makeNamespaces, quietNamespaces, removeNamespaces } from '../namespaces/namespaces.ts';
import { ownPrefix } from '../namespaces/owner.ts';

const TUN_FILE = '/dev/net/tun';

/** Checks whether the backend works here by trying everything that opening a network needs, including a namespace. */
export async function probe(): Promise<Probe> {
  const refuse = (why: string, advice: string): Probe => ({ works: false, why, advice });
  if (process.platform !== 'linux')
    return refuse(
      `needs Linux, this is ${process.platform}`,
      'run longhaul on Linux, for example in a virtual machine',
    );
  const ip = await which('ip');
  if (ip === undefined) return refuse('needs the ip command', 'install iproute2: sudo apt-get install iproute2');
  try {
    closeSync(openSync(TUN_FILE, 'r+'));
  } catch (error) {
    return refuse(
      `${TUN_FILE} cannot be opened (${(error as NodeJS.ErrnoException).code})`,
      'load the module: sudo modprobe tun; in a container: docker run --device /dev/net/tun --cap-add NET_ADMIN --cap-add SYS_ADMIN',
    );
  }
  if (readPrivilege() === 'none') return tryUserNamespace();
  const namespace = `${ownPrefix()}probe`;
  try {
    await makeNamespaces(ip, [namespace]);
    await quietNamespaces(ip, [namespace]);
  } catch (error) {
    const why = error instanceof CommandError ? error.stderr.trim() : String(error);
    return refuse(
      `network namespaces cannot be made (${why})`,
      'in a container: docker run --privileged, or --cap-add NET_ADMIN --cap-add SYS_ADMIN --security-opt apparmor=unconfined --security-opt systempaths=unconfined',
    );
  } finally {
    await removeNamespaces([namespace]).catch(() => {});
  }
  return { works: true, why: `${readPrivilege()}, ${TUN_FILE} and network namespaces` };
}
