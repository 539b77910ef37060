import { forTime } from './effects.ts';
import { quantity } from './fields.ts';
import { section } from './section.ts';

/** A scheduler's grants and a station's turns come many times a second; more is a slip of the unit. */
const GATHERING = { atLeast: '1 ms', atMost: '200 ms', example: '10 ms' } as const;

/** A radio's effects on packets, each by itself. The numbers to write are in docs/network.md, with their sources. */
export const radioSchema = () =>
  section('what a radio adds such as {grants: 10 ms, handover: {every: 30 s, for: 50 ms}}', {
    grants: quantity('time', GATHERING)
      .optional()
      .describe('Cellular uplink: packets leave when the scheduler lets them, so often; a sawtooth of delay.'),
    aggregation: quantity('time', GATHERING)
      .optional()
      .describe('Wi-Fi: packets leave together whenever the medium is won, so often on average.'),
    handover: section('handovers such as {every: 30 s, for: 50 ms}', {
      every: forTime().describe('On average.'),
      for: forTime().describe('How long packets wait, both ways.'),
    })
      .optional()
      .describe('Changing cells: nothing passes for a while, and waits.'),
    promotion: section('a waking such as {idle: 12 s, for: 260 ms}', {
      idle: forTime().describe('Without a packet of the line’s own.'),
      for: forTime().describe('How long the next waits.'),
    })
      .optional()
      .describe('Waking up (RRC): after a pause the next packet waits until the radio is connected.'),
  });

export type WrittenRadio = {
  readonly grants?: number | undefined;
  readonly aggregation?: number | undefined;
  readonly handover?: { readonly every: number; readonly for: number } | undefined;
  readonly promotion?: { readonly idle: number; readonly for: number } | undefined;
};
