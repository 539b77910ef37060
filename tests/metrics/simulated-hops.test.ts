import { describe, expect, it } from 'vitest';
import { METRICS } from '../../src/metrics/registry.ts';
import { countersDisagree } from '../../src/verdict/validity/signals/counters-disagree.ts';
import { buildTake, viewerOf } from '../build-recording.ts';
import { type Hops, simulateHops } from './simulated-hops.ts';

type Blame = 'first mile' | 'access' | 'both' | 'nobody';

/** An encoder that notices after half a second that nothing gets through, and goes on half a second after the end. */
const held = (from: number, to: number) => (at: number) => at < from + 500 || at >= to + 500;

/** An encoder that leaves out every second picture for a while after each cut. */
const afterCuts = (at: number) => (at + 10_000) % 5000 > 1000 || Math.round(at / 40) % 2 === 0;

const CASES: readonly (readonly [string, Blame, Hops])[] = [
  ['nothing is lost, at 10 Mbps', 'nobody', { packetsPerFrame: 40 }],
  ['the first mile is dark for 4 s', 'first mile', { packetsPerFrame: 10, firstMile: { dark: [[6000, 10_000]] } }],
  ['it is dark for 4 s at 10 Mbps', 'first mile', { packetsPerFrame: 40, firstMile: { dark: [[6000, 10_000]] } }],
  ['it is dark for 20 s at 10 Mbps', 'first mile', { packetsPerFrame: 40, firstMile: { dark: [[3000, 23_000]] } }],
  [
    'it is dark for 0.7 s and holds the encoder back, all repaired',
    'nobody',
    { packetsPerFrame: 4, firstMile: { dark: [[6000, 6700]] }, isSent: held(6000, 6700) },
  ],
  [
    'it is dark for 0.8 s, three times',
    'first mile',
    {
      packetsPerFrame: 5,
      firstMile: {
        dark: [
          [3000, 3800],
          [9000, 9800],
          [20_000, 20_800],
        ],
      },
    },
  ],
  [
    'it is dark where numbers wrap',
    'first mile',
    { packetsPerFrame: 10, firstNumber: 61_500, firstMile: { dark: [[4000, 9000]] } },
  ],
  [
    'it is dark and holds the encoder back',
    'first mile',
    { packetsPerFrame: 10, firstMile: { dark: [[6000, 10_000]] }, isSent: held(6000, 10_000) },
  ],
  ['it loses a hundredth, unrepaired', 'first mile', { packetsPerFrame: 10, nack: false, firstMile: { loss: 0.01 } }],
  [
    'it loses three hundredths, unrepaired, at 10 Mbps',
    'first mile',
    { packetsPerFrame: 40, nack: false, firstMile: { loss: 0.03 } },
  ],
  ['it loses three hundredths, all repaired', 'nobody', { packetsPerFrame: 10, firstMile: { loss: 0.03 } }],
  [
    'its sender begins anew in the dark',
    'first mile',
    { packetsPerFrame: 10, firstMile: { dark: [[8000, 11_000]] }, restartsAt: 9500 },
  ],
  ['its sender begins anew, and nothing is lost', 'nobody', { packetsPerFrame: 10, restartsAt: 9520 }],
  ['its packets overtake each other', 'nobody', { packetsPerFrame: 10, firstMile: { jitterMs: 40 } }],
  [
    'it is dark, and packets overtake',
    'first mile',
    { packetsPerFrame: 10, firstMile: { dark: [[6000, 10_000]], jitterMs: 40 } },
  ],
  ['the viewer’s line is dark for 4 s', 'access', { packetsPerFrame: 10, access: { dark: [[6000, 10_000]] } }],
  ['the viewer’s line loses four hundredths, repaired', 'nobody', { packetsPerFrame: 10, access: { loss: 0.04 } }],
  [
    'the viewer’s line loses a hundredth and is dark for 0.7 s, at 10 Mbps',
    'access',
    { packetsPerFrame: 40, access: { loss: 0.01, dark: [[6000, 6700]] } },
  ],
  [
    'the first mile is dark for a second, repaired late, and the viewer’s line loses two hundredths',
    'nobody',
    { packetsPerFrame: 8, firstMile: { dark: [[6000, 7000]] }, access: { loss: 0.02 } },
  ],
  [
    'the viewer’s line loses two hundredths and is dark for 2.5 s',
    'access',
    { packetsPerFrame: 10, access: { loss: 0.02, dark: [[13_000, 15_500]] } },
  ],
  [
    'the viewer’s line is dark for a second, in which the first mile is too, repaired late',
    'access',
    {
      ...{ packetsPerFrame: 20, firstMile: { dark: [[4139, 4494]] }, access: { dark: [[3380, 4419]] } },
      keyframeAfterMs: 200,
    },
  ],
  [
    'the first mile is dark for 4 s, and the viewer’s line begins to be as it ends, for longer',
    'both',
    {
      packetsPerFrame: 4,
      firstMile: { dark: [[6000, 10_000]] },
      access: { dark: [[9700, 14_200]] },
      isSent: held(6000, 10_000),
    },
  ],
  [
    'the first mile is dark for 3.7 s, and the viewer’s line before it ends, when what was repaired comes',
    'both',
    {
      packetsPerFrame: 4,
      keyframeAfterMs: 500,
      firstMile: { dark: [[6748, 10_450]] },
      access: { dark: [[9226, 14_002]] },
    },
  ],
  [
    'both are dark in mid-second, and lose a little all the time',
    'both',
    {
      ...{ packetsPerFrame: 4, keyframeAfterMs: 200 },
      ...{ firstMile: { dark: [[11_587, 14_977]], loss: 0.01 }, access: { dark: [[14_589, 16_039]], loss: 0.02 } },
    },
  ],
  [
    'both are dark, one after the other',
    'both',
    { packetsPerFrame: 10, firstMile: { dark: [[5000, 8000]] }, access: { dark: [[15_000, 18_000]] } },
  ],
  [
    'both are dark, one as the other ends',
    'both',
    { packetsPerFrame: 20, firstMile: { dark: [[5000, 8000]] }, access: { dark: [[8000, 11_000]] } },
  ],
  [
    'the first mile loses a hundredth, unrepaired, the viewer’s line two, repaired',
    'first mile',
    { packetsPerFrame: 10, nack: false, firstMile: { loss: 0.01 }, access: { loss: 0.02 } },
  ],
  [
    'the first mile is dark at 10 Mbps, its keyframe comes late, and the viewer’s line loses a hundredth',
    'first mile',
    { packetsPerFrame: 40, keyframeAfterMs: 2000, firstMile: { dark: [[6100, 8600]] }, access: { loss: 0.01 } },
  ],
  [
    'the first mile is dark, the encoder leaves out pictures, and the viewer’s line loses three hundredths, repaired',
    'first mile',
    {
      ...{ packetsPerFrame: 10, keyframeAfterMs: 2000, firstMile: { dark: [[6100, 8600]] }, access: { loss: 0.03 } },
      isSent: afterCuts,
    },
  ],
  [
    'the first mile is dark, and the viewer’s line loses two hundredths',
    'first mile',
    { packetsPerFrame: 10, firstMile: { dark: [[6000, 10_000]] }, access: { loss: 0.02 } },
  ],
];

describe.each(CASES)('%s', (_, blame, hops) => {
  it('each hop is charged with its own loss', () => {
    const { recording, truth } = simulateHops(hops, 1);
    const take = buildTake(recording);
    const number = (id: keyof typeof METRICS) => {
      const measured = METRICS[id].measure(viewerOf(take), take);
      return measured.type === 'value' ? measured.value : Number.NaN;
    };
    expect(Math.abs(number('firstMileFrameLoss') - truth.firstMileFrameLoss)).toBeLessThan(0.012);
    expect(Math.abs(number('publisherFrameSkips') - truth.publisherFrameSkips)).toBeLessThan(0.012);
    expect(Math.abs(number('packetLoss') - truth.packetLoss)).toBeLessThan(0.006);
    expect(Math.abs(number('networkFrameLoss') + number('undecodableFrames') - truth.unseen)).toBeLessThan(0.02);
    // Ledgers of whole seconds leave open what of a second was dark: with both, some more.
    const most = blame === 'both' ? 0.04 : 0.025;
    expect(Math.abs(number('undecodableFrames') - truth.undecodable)).toBeLessThan(most);
    if (blame === 'first mile' || blame === 'nobody') expect(number('networkFrameLoss')).toBeLessThan(0.015);
    if (blame === 'access' || blame === 'nobody') expect(number('undecodableFrames')).toBeLessThan(0.012);
    expect(countersDisagree.checkTake(take)).toEqual([]);
    expect(countersDisagree.checkViewer(viewerOf(take), take)).toEqual([]);
  });
});
