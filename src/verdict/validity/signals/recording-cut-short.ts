import { RUN_AGAIN } from '../advice.ts';
import type { TakeSignal } from '../signal.ts';

/** The recording does not cover the whole window, or the take did not end by itself. */
export const recordingCutShort = {
  type: 'take',
  id: 'recording-cut-short',
  title: { en: 'The rehearsal did not run to its end.', zh: '彩排没有完整结束。' },
  advice: RUN_AGAIN,
  remedy: 'run-again',
  bounds: {},
  check({ window, end, lastAtMs }) {
    if (end?.reason === 'interrupted') return { reason: 'The take was interrupted before its end.' };
    if (end?.reason === 'failed')
      return {
        reason: `The take failed before its end: ${end.detail ?? 'no cause was recorded'}.`,
        advice: 'Remove the cause named here (`longhaul doctor` shows what this machine lacks), then run again.',
      };
    if (window === undefined) return { reason: 'The measured time never began.' };
    if (lastAtMs < window.toMs) {
      const [recorded, planned] = [lastAtMs - window.fromMs, window.toMs - window.fromMs].map((ms) =>
        (ms / 1000).toFixed(1),
      );
      return { reason: `Only ${recorded} of ${planned} s of the measured time were recorded.` };
    }
    if (end === undefined)
      return { reason: 'The recording stops without its end: longhaul was killed or the disk is full.' };
    return undefined;
  },
} satisfies TakeSignal;
