import type { Loss } from './link-profile.ts';

/** Returns the share of packets lost in the long run, 0..1. */
export function meanLossFraction(loss: Loss): number {
  switch (loss.type) {
    case 'none':
      return 0;
    case 'random':
      return loss.lossFraction;
    case 'gilbert-elliott': {
      // Stationary share of time in the bad state: p / (p + r). With p = r = 0 the chain never leaves its start, good.
      const bad = loss.p + loss.r === 0 ? 0 : loss.p / (loss.p + loss.r);
      return bad * loss.lossInBad + (1 - bad) * loss.lossInGood;
    }
  }
}
