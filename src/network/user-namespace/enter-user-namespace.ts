import { which } from '../../lib/processes.ts';
import { ownPrefix } from '../backends/namespaces/owner.ts';
import { readPrivilege } from './privilege.ts';
import { replaceProcess } from './replace-process.ts';
import { insideUserNamespace } from './set-up-script.ts';
import { OWNER_VARIABLE, sweepUserNamespaces } from './sweep-user-namespaces.ts';
import { tryUserNamespace } from './try-user-namespace.ts';

/**
 * Restarts this program, as the same process, as root of a user namespace, if it has no privilege and user namespaces are
 * available; otherwise returns. Calls `onRemoved` for everything removed that a killed run had left behind.
 */
export async function enterUserNamespace(onRemoved: (removed: string) => void): Promise<void> {
  if (process.platform !== 'linux' || readPrivilege() !== 'none') return;
  const unshare = await which('unshare');
  if (unshare === undefined || !(await tryUserNamespace()).works) return;
  for (const removed of sweepUserNamespaces()) onRemoved(removed);
  // The prefix stays valid, because pid and start time survive an exec.
  process.env[OWNER_VARIABLE] = ownPrefix();
  await replaceProcess(insideUserNamespace(unshare, [process.execPath, ...process.execArgv, ...process.argv.slice(1)]));
}
