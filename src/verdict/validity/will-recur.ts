import type { InvalidReason } from '../../model/result/verdict.ts';
import { SIGNALS } from './registry.ts';

const SLOWER_HELPS: readonly string[] = Object.values(SIGNALS)
  .filter(({ remedy }) => remedy === 'slow-down')
  .map(({ id }) => id);

/**
 * Returns whether a take that was void for `before` and, played again, for `after` would be void a third time: word for word the
 * same reasons, none of which a slower clock helps.
 */
export function willRecur(before: readonly InvalidReason[], after: readonly InvalidReason[]): boolean {
  const words = ({ signal, reason }: InvalidReason) => `${signal}: ${reason}`;
  const [earlier, later] = [before, after].map((reasons) => reasons.map(words).join('\n'));
  return earlier === later && !after.some(({ signal }) => SLOWER_HELPS.some((id) => signal.startsWith(id)));
}
