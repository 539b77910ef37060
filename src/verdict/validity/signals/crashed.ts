import type { TakeSignal } from '../signal.ts';

/** A browser, the origin or the network died: what is missing after that is not the network's doing. */
export const crashed: TakeSignal = {
  type: 'take',
  id: 'crashed',
  check({ events }) {
    const crashes = events
      .filter(({ name }) => name === 'crashed')
      .map(({ source, detail }) => `${source}${typeof detail?.reason === 'string' ? ` (${detail.reason})` : ''}`);
    if (crashes.length === 0) return undefined;
    return {
      reason: `Crashed during the take: ${[...new Set(crashes)].join(', ')}.`,
      advice:
        'Often memory: use fewer viewers or a machine with more of it; if it happens again, keep the recording and report it.',
    };
  },
};
