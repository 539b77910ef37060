import { expect, it } from 'vitest';
import type { LinkSecond } from '../../../src/model/recording/link-second.ts';
import type { Link } from '../../../src/model/scenario/network.ts';
import { blameLink, expectedFromReplay } from '../../../src/network/probing/blame-link.ts';
import type { OneWayPath } from '../../../src/network/probing/probed-path.ts';
import { link } from '../support/profiles.ts';

const haul = link('haul', { delayMs: 70 });
const access = link('access', { rateBps: 2e6, queueMs: 300 });
const path: OneWayPath = { node: 'v', direction: 'out', from: 0, to: 1, links: [haul, access], bottleneck: access };
const lossCheck = { quantity: 'lossFraction', direction: 'out', asked: 0, least: 0, most: 0, outcome: 'off' } as const;

function counts(of: Link, inPackets: number, lostRandom: number, lostQueue: number, copies = 0): LinkSecond {
  const outPackets = inPackets + copies - lostRandom - lostQueue;
  return { link: of.id, inPackets, inBytes: 0, outPackets, outBytes: 0, lostRandom, lostBurst: 0, lostQueue };
}

/** Blames a link for a loss, where `replayed` was to be counted and `reported` was. */
function blamed(replayed: readonly LinkSecond[], reported: readonly LinkSecond[]): string | undefined {
  const shaper = { packets: 0, unaskedDrops: 0, unroutable: 0 };
  const expected = ({ id }: Link) => {
    const second = replayed.find((each) => each.link === id);
    if (second === undefined) throw new Error(`no counts of ${id}`);
    return expectedFromReplay(second);
  };
  return blameLink(lossCheck, [path], [{ type: 'links', atMs: 0, links: reported, shaper }], expected);
}

it('blames the haul that loses 2 %, not the bottleneck whose queue the probes have filled as they should', () => {
  // 400 of 2400 find no room, or 360 of the 2352 that the haul lets through.
  const replayed = [counts(haul, 2400, 0, 0), counts(access, 2400, 0, 400)];
  expect(blamed(replayed, [counts(haul, 2400, 48, 0), counts(access, 2352, 0, 360)])).toBe('haul');
});

it('blames a bottleneck whose queue drops more than it should', () => {
  const replayed = [counts(haul, 2400, 0, 0), counts(access, 2400, 0, 400)];
  expect(blamed(replayed, [counts(haul, 2400, 0, 0), counts(access, 2400, 0, 600)])).toBe('access');
});

it('blames no link that counted what was replayed, copies or not', () => {
  const seconds = [counts(haul, 2400, 24, 0, 300), counts(access, 2676, 0, 400)];
  expect(blamed(seconds, seconds)).toBeUndefined();
});
