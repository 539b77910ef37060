import { describe, expect, test } from 'vitest';
import { isUdpBlocked } from '../../../src/model/scenario/udp-blocked.ts';
import { netem } from '../../../src/network/backends/netem/netem.ts';
import { relay } from '../../../src/network/backends/relay/relay.ts';
import { tun } from '../../../src/network/backends/tun/tun.ts';
import { buildTopology } from '../../../src/network/topology.ts';
import { profileLines } from '../../../src/report/facts/profile-lines.ts';
import { planTakes } from '../../../src/scenario/plan.ts';
import { loadText, problemsOf, RIGHT, spoilt } from '../load-text.ts';

const BLOCKED = '{extends: mobile-good, udp: blocked}';
const topologyOf = async (text: string) => {
  const [take] = planTakes((await loadText(text)).scenario);
  if (take === undefined) throw new Error('no take');
  return { topology: buildTopology(take), viewers: take.viewers };
};

describe('a line on which UDP is blocked', () => {
  test('is so in both directions, and says so in the report', async () => {
    const access = (await loadText(spoilt('mobile-good', BLOCKED))).scenario.regions[1]?.access;
    for (const way of [access?.out, access?.back]) {
      if (way === undefined) throw new Error('no access line');
      expect(way.udpBlocked).toBe(true);
      expect(profileLines(way)).toContainEqual({ en: 'UDP blocked', zh: 'UDP 被封锁' });
    }
  });

  test('blocks those behind it and nobody else', async () => {
    const { topology, viewers } = await topologyOf(spoilt('mobile-good', BLOCKED));
    const blocked = viewers.filter(({ id }) => isUdpBlocked(topology, id)).map(({ region }) => region);
    expect(new Set(blocked).size).toBe(1);
    expect(blocked.length).toBeLessThan(viewers.length);
    expect([isUdpBlocked(topology), isUdpBlocked(topology, 'publisher')]).toEqual([true, false]);
    expect(isUdpBlocked((await topologyOf(RIGHT)).topology)).toBe(false);
  });

  test('is refused by backends that would not shape the TCP that takes its place', async () => {
    const { topology } = await topologyOf(spoilt('mobile-good', BLOCKED));
    expect(tun.refusals({ topology })).toEqual([]);
    for (const backend of [netem, relay]) expect(backend.refusals({ topology }).join()).toMatch(/block UDP on access:/);
  });

  test('is blocked or not: nothing else is accepted', async () => {
    const [problem] = await problemsOf(spoilt('mobile-good', '{rtt: 20 ms, udp: 50 %}'));
    expect(problem).toMatchObject({ expected: expect.stringContaining('blocked') });
    expect(problem?.path).toMatch(/udp$/);
  });
});
