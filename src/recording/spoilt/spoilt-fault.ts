import type { WindowLine } from '../../model/recording/recording.ts';

/** Of the window as it was played; the runner extends it by less (docs/recording.md). */
const MOST_SPOILT = 0.25;

/** What is wrong with the seconds that a window says to leave out; undefined if nothing. */
export function spoiltFault({
  fromMs,
  toMs,
  spoiltSeconds = [],
}: Pick<WindowLine, 'fromMs' | 'toMs' | 'spoiltSeconds'>):
  | { readonly expected: string; readonly got: string }
  | undefined {
  const seconds = Math.floor((toMs - fromMs) / 1000);
  const wrong = spoiltSeconds.find((second, i) => !(second > (spoiltSeconds[i - 1] ?? -1)) || second >= seconds);
  if (wrong !== undefined)
    return {
      expected: `seconds of a window of ${seconds} s in ascending order, each once`,
      got: `${wrong} in [${spoiltSeconds.join(', ')}]`,
    };
  return spoiltSeconds.length * 1000 > MOST_SPOILT * (toMs - fromMs)
    ? {
        expected: `at most a quarter of the window's ${seconds} s spoilt`,
        got: `${spoiltSeconds.length} s`,
      }
    : undefined;
}
