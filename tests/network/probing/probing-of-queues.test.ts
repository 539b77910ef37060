import { describe, expect, it } from 'vitest';
import type { LinkProfile } from '../../../src/model/scenario/link-profile.ts';
import { pathWith, withFault } from './network-faults.ts';
import { simulateProbing } from './simulate-probing.ts';

const SEEDS = Array.from({ length: 12 }, (_, n) => n + 1);
const OTHERS: Partial<LinkProfile> = {
  crossTraffic: [
    { type: 'udp', rateBps: 4e5, packetBytes: 1200, onMs: 200, offMs: 200 },
    { type: 'tcp', rttMs: 40 },
  ],
};
const LINES: Readonly<Record<string, Partial<LinkProfile>>> = {
  'fq-codel': { discipline: 'fq-codel', queueMs: 300 },
  dualpi2: { discipline: 'dualpi2', queueMs: 300 },
  'other traffic': OTHERS,
  'other traffic in codel': { ...OTHERS, discipline: 'codel' },
  'other traffic in fq-codel': { ...OTHERS, discipline: 'fq-codel' },
  'a small MTU': { mtuBytes: 1200, queueMs: 300 },
};

const refusedIn = (line: Partial<LinkProfile>, build: (profile: LinkProfile) => LinkProfile = (same) => same) =>
  SEEDS.filter((seed) => {
    const asked = pathWith(line, seed);
    return simulateProbing(asked, withFault(asked, 'line/out', build), seed)
      .flat()
      .some(({ outcome }) => outcome !== 'ok');
  }).length;

describe('probes', () => {
  it.each(Object.entries(LINES))('do not refuse a line as asked: %s', (_, line) => {
    expect(refusedIn(line)).toBe(0);
  });

  it('find other traffic that is missing, and some that nobody asked for', () => {
    const without = ({ crossTraffic: _, ...profile }: LinkProfile): LinkProfile => profile;
    expect(refusedIn(OTHERS, without)).toBe(SEEDS.length);
    expect(refusedIn({}, (profile) => ({ ...profile, ...OTHERS }))).toBe(SEEDS.length);
  });

  it('find a rate 3 % too small beside other traffic, although no train measures it', () => {
    expect(refusedIn(OTHERS, ({ rateBps = 0, ...profile }) => ({ ...profile, rateBps: 0.97 * rateBps }))).toBe(
      SEEDS.length,
    );
  });
});
