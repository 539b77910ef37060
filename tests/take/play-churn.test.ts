import { expect, it } from 'vitest';
import { wallMs } from '../../src/lib/clock.ts';
import { playChurn } from '../../src/take/play-churn.ts';

const viewersWith = (log: string[], fromMs: number) =>
  ['a-1', 'a-2', 'a-3'].map((id) => ({
    id,
    join: async () => {
      log.push(`${id} joins at ${Math.round((wallMs() - fromMs) / 100)}`);
      return 'joined' as const;
    },
    leave: async () => void log.push(`${id} leaves at ${Math.round((wallMs() - fromMs) / 100)}`),
  }));
const PLANS = [
  { id: 'a-1', region: 'a', joinsAfterMs: 50 },
  { id: 'a-2', region: 'a', leavesAtMs: 100 },
  { id: 'a-3', region: 'a', joinsAtMs: 300 },
];

it('lets viewers leave and join at their times, and is done once all have', async () => {
  const fromMs = wallMs();
  const log: string[] = [];
  await playChurn(PLANS, viewersWith(log, fromMs), fromMs, new AbortController().signal);
  // Not early by more than the rounding; late only as far as this machine is.
  expect(log).toHaveLength(2);
  expect(log[0]).toMatch(/^a-2 leaves at [1-9]/);
  expect(log[1]).toMatch(/^a-3 joins at ([3-9]|\d\d)/);
});

it('ends with the signal’s reason', async () => {
  const controller = new AbortController();
  const log: string[] = [];
  const played = playChurn(PLANS, viewersWith(log, wallMs()), wallMs() + 60_000, controller.signal);
  controller.abort(new Error('Ctrl-C'));
  await expect(played).rejects.toThrow('Ctrl-C');
  expect(log).toEqual([]);
});
