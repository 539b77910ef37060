import { which } from '../../lib/processes.ts';
import { ownPrefix } from '../backends/namespaces/owner.ts';
import { become } from './become.ts';
import { OWNER_VARIABLE } from './owner-variable.ts';
import { privilege } from './privilege.ts';
import { insideUserNamespace } from './set-up-script.ts';
import { sweepUserNamespaces } from './sweep-user-namespaces.ts';
import { tryUserNamespace } from './try-user-namespace.ts';

/**
 * Without privilege, where user namespaces are to be had: begins this program again, as the same process, as root of one.
 * Returns when there is nothing to be done, or nothing that can be done. `onRemoved` hears of what a killed run left.
 */
export async function enterUserNamespace(onRemoved: (left: string) => void): Promise<void> {
  if (process.platform !== 'linux' || privilege() !== 'none') return;
  const unshare = await which('unshare');
  if (unshare === undefined || !(await tryUserNamespace()).works) return;
  for (const left of sweepUserNamespaces()) onRemoved(left);
  // The prefix stays true: pid and start time outlive an exec.
  process.env[OWNER_VARIABLE] = ownPrefix();
  await become(insideUserNamespace(unshare, [process.execPath, ...process.execArgv, ...process.argv.slice(1)]));
}
