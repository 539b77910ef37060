import { diagnostic, type Notes, type Path } from '../reading/notes.ts';
import type { Directed } from './directed.ts';

const OF_FLOWS = ['flows', 'quantum'] as const;
const SETTINGS = ['target', 'interval', 'ecn', 'step', ...OF_FLOWS] as const;
/** Settings that mean nothing for each kind of queue. */
const STRAY = {
  droptail: SETTINGS,
  codel: OF_FLOWS,
  'fq-codel': [],
  dualpi2: SETTINGS.filter((key) => key !== 'target'),
} as const;

/** Notes settings that mean nothing for the discipline they stand beside, and two disciplines for one queue. */
export function checkQueue({ queue, discipline }: Directed, path: Path, notes: Notes): void {
  const whole = [queue.out, queue.back].flatMap((each) => (typeof each === 'object' && 'kind' in each ? [each] : []));
  if (whole.length > 0 && discipline !== undefined)
    notes.diagnostics.push(
      diagnostic([...path, 'discipline'], 'the `kind` of the queue alone', 'a discipline beside it'),
    );
  const stray = whole
    .map(({ kind, ...settings }) => ({ kind, key: STRAY[kind].find((key) => settings[key] !== undefined) }))
    .find(({ key }) => key !== undefined);
  if (stray !== undefined)
    notes.diagnostics.push(
      diagnostic([...path, 'queue'], `no \`${stray.key}\` beside kind ${stray.kind}`, `\`${stray.key}\``),
    );
}
