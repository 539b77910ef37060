import type { WindowLine } from '../../model/recording/recording.ts';

/** Largest share of the window, as played, that may be spoilt; the runner extends it by less (docs/recording.md). */
const MOST_SPOILT = 0.25;

/** Returns what is wrong with the spoilt seconds of a window, or undefined if nothing is. */
export function findSpoiltFault({
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
