import { FREE_THE_MACHINE } from '../advice.ts';
import { type Bounds, GRADED_HOG } from '../bounds.ts';
import { above, atMost, milliseconds, readingsOf } from '../readings.ts';
import type { SecondSignal } from '../signal.ts';

const BOUNDS = {
  /** Lateness p99 of the event loop. The runner only samples: it must be late by a good part of the interval before it spoils a sample. */
  runnerLoop: { limit: 100, unit: 'ms', origin: `${GRADED_HOG}: at most 51 ms, and no sample was spoilt` },
} as const satisfies Bounds;

/** longhaul itself was late: samples of this second may stand for another. */
export const runnerLate = {
  type: 'second',
  id: 'runner-late',
  title: { en: 'longhaul itself could not keep up on this machine.', zh: 'longhaul 自身在本机上处理不及时。' },
  advice: FREE_THE_MACHINE,
  remedy: 'slow-down',
  bounds: BOUNDS,
  fromJoin: false,
  spoiltSpans: (take) =>
    above(
      readingsOf(take.host, ({ runnerLoopP99Ms }) => runnerLoopP99Ms),
      BOUNDS.runnerLoop.limit,
      (ms) => `longhaul itself was ${milliseconds(ms)} late at p99 ${atMost(BOUNDS.runnerLoop)}`,
    ),
} satisfies SecondSignal;
