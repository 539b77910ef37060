import { section } from '../reading/section.ts';
import { forTime } from './effects.ts';
import { quantity } from './fields.ts';

/**
 * Limits of the interval between transmissions: grants and Wi-Fi turns come many times a second, so more is a slip of the
 * unit.
 */
const INTERVAL_LIMITS = { atLeast: '1 ms', atMost: '200 ms', example: '10 ms' } as const;

/** Effects of a radio on packets, independent of each other. docs/network.md lists numbers to use, with their sources. */
export const radioSchema = () =>
  section('radio effects such as {grants: 10 ms, handover: {every: 30 s, for: 50 ms}}', {
    grants: quantity('time', INTERVAL_LIMITS)
      .optional()
      .describe(
        'Cellular uplink: interval at which the scheduler lets packets leave, which makes a sawtooth of delay.',
      ),
    aggregation: quantity('time', INTERVAL_LIMITS)
      .optional()
      .describe('Wi-Fi: mean interval at which the medium is won and the waiting packets leave together.'),
    handover: section('handovers such as {every: 30 s, for: 50 ms}', {
      every: forTime().describe('Mean interval between handovers.'),
      for: forTime().describe('Time for which packets wait, in both directions.'),
    })
      .optional()
      .describe('Handovers between cells: packets wait and none passes for a while.'),
    promotion: section('a promotion such as {idle: 12 s, for: 260 ms}', {
      idle: forTime().describe('Pause without a packet on this line after which the radio goes idle.'),
      for: forTime().describe('Time for which the next packet waits.'),
    })
      .optional()
      .describe('RRC promotion: after a pause the next packet waits until the radio is connected again.'),
  });

export type WrittenRadio = {
  readonly grants?: number | undefined;
  readonly aggregation?: number | undefined;
  readonly handover?: { readonly every: number; readonly for: number } | undefined;
  readonly promotion?: { readonly idle: number; readonly for: number } | undefined;
};
