import type { TakeSignal } from '../src/verdict/validity/signal.ts';

/** A signal that does not exist, complete in every property; it voids every take. */
export const madeUpFault: TakeSignal = {
  type: 'take',
  id: 'made-up-fault',
  title: { en: 'It was made up.', zh: '纯属虚构。' },
  advice: { en: 'Do not believe it.', zh: '请勿相信。' },
  remedy: 'doctor',
  bounds: { madeUp: { limit: 1, unit: 'count', origin: 'made up' } },
  check: () => ({ reason: 'Everything is made up.' }),
};
