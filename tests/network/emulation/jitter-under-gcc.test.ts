import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/lib/random.ts';
import type { JitterDistribution, LinkProfile } from '../../../src/model/scenario/link-profile.ts';
import { EmulatedLink } from '../../../src/network/emulation/link.ts';
import { loadCatalog } from '../../../src/scenario/catalog/load-catalog.ts';
import { linkProfilesOfHaul, linkProfilesOfLine } from '../../../src/scenario/profiles/link-profiles.ts';
import { link } from '../support/profiles.ts';
import { sendUnderGcc, type Transit } from './send-under-gcc.ts';

const SEEDS = [1, 2, 3, 4, 5];
/** Encoder rates. The more packets a frame has, the more of a jump an estimator sees. */
const RATES_BPS = [400_000, 1_200_000, 2_100_000];

type Jitter = Pick<LinkProfile, 'jitterMs' | 'jitterDistribution'>;

/** Returns a wide line without loss or queue, so that only jitter matters. */
function wide(jitter: Jitter, seed: number): Transit {
  const emulated = new EmulatedLink(link('wide', { delayMs: 150, ...jitter }, seed));
  return (atMs, bytes) => emulated.admit(atMs, bytes);
}

/** Returns every jitter of the catalog, in both directions of every profile. */
async function catalogJitters(): Promise<Jitter[]> {
  const { regions, firstMiles, presets } = await loadCatalog();
  const profiles = [
    ...[...firstMiles.values()].map(({ written }) => linkProfilesOfLine(written, 'studio')),
    ...[...presets.values()].map(({ written }) => linkProfilesOfLine(written, 'viewer')),
    ...[...regions.values()].flatMap(({ hauls, access }) => [
      ...[...hauls.values()].map(({ written }) => linkProfilesOfHaul(written)),
      ...[...access.values()].map(({ written }) => linkProfilesOfLine(written, 'viewer')),
    ]),
  ];
  const jitters = profiles.flatMap(({ out, back }) =>
    [out, back].map(
      ({ jitterMs, jitterDistribution }): Jitter => ({
        jitterMs,
        ...(jitterDistribution !== undefined && { jitterDistribution }),
      }),
    ),
  );
  const distinct = new Map(jitters.map((jitter) => [JSON.stringify(jitter), jitter]));
  return [...distinct.values()].filter(({ jitterMs }) => jitterMs > 0);
}

describe('jitter under congestion control', () => {
  it.each(RATES_BPS)(
    'does not look like a queue: with every jitter of the catalog an encoder of %d bit/s keeps 95 percent, under five seeds each',
    async (capBps) => {
      const jitters = await catalogJitters();
      expect(Math.max(...jitters.map(({ jitterMs }) => jitterMs))).toBeGreaterThanOrEqual(100);
      for (const jitter of jitters)
        for (const seed of SEEDS) {
          const { share } = sendUnderGcc(wide(jitter, seed), { capBps });
          if (share < 0.95) expect.fail(`${JSON.stringify(jitter)} under seed ${seed}: ${share} of the rate`);
        }
    },
  );

  it.each(RATES_BPS)(
    'does not do so over a whole path either: an evening haul, then a crowded cell, at %d bit/s',
    (capBps) => {
      for (const seed of SEEDS) {
        const haul = wide({ jitterMs: 33 }, 2 * seed);
        const access = wide({ jitterMs: 50 }, 2 * seed + 1);
        const { share } = sendUnderGcc((atMs, bytes) => access(haul(atMs, bytes), bytes), { capBps });
        expect(share).toBeGreaterThan(0.95);
      }
    },
  );

  it.each<[JitterDistribution, number]>([
    // The amount of RFC 8868, and three times that.
    ['normal', 5],
    ['normal', 15],
    ['pareto', 8],
  ])('does not do so with another distribution either: %s, %d ms', (jitterDistribution, jitterMs) => {
    for (const seed of SEEDS)
      for (const capBps of RATES_BPS)
        expect(sendUnderGcc(wide({ jitterMs, jitterDistribution }, seed), { capBps }).share).toBeGreaterThan(0.95);
  });

  it('would do so if delay rose over many packets: the same ±40 ms in linear swings of 100 to 300 ms', () => {
    const random = createRandom(1);
    let [fromMs, toMs, rises] = [0, 100, true];
    const swinging: Transit = (atMs) => {
      while (atMs >= toMs) [fromMs, toMs, rises] = [toMs, toMs + 100 + 200 * random(), !rises];
      const height = (atMs - fromMs) / (toMs - fromMs);
      return 150 + atMs + 40 * (2 * (rises ? height : 1 - height) - 1);
    };
    const { share, overused } = sendUnderGcc(swinging);
    expect(share).toBeLessThan(0.9);
    expect(overused).toBeGreaterThan(30);
  });

  it('hides no queue: behind a jitter of ±40 ms a narrow line is detected as without it', () => {
    for (const jitterMs of [0, 40]) {
      const narrow = new EmulatedLink(link('narrow', { delayMs: 150, jitterMs, rateBps: 800_000, queueMs: 1000 }, 3));
      const { share } = sendUnderGcc((atMs, bytes) => narrow.admit(atMs, bytes));
      expect(share).toBeGreaterThan(0.35);
      expect(share).toBeLessThan(800_000 / 1_200_000);
    }
  });
});
