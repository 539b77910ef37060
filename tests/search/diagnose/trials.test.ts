import { describe, expect, it } from 'vitest';
import type { NetworkEvent } from '../../../src/model/scenario/network.ts';
import type { Scenario } from '../../../src/model/scenario/scenario.ts';
import { planTrials } from '../../../src/search/diagnose/trials.ts';
import { buildLines } from '../../build-recording.ts';

function scenarioOf(): Scenario {
  const [header] = buildLines({ viewers: ['sea-sg', 'sea-id'].map((region) => ({ id: `${region}-1`, region })) });
  if (header?.type !== 'header') throw new Error('no header');
  return header.take.scenario;
}

const event = (region: string | undefined, segment?: 'first-mile' | 'access'): NetworkEvent => ({
  ...{ name: 'storm', fromMs: 0, toMs: 1000, directions: ['out'], extraDelayMs: 0, lossFraction: 0.5, blackout: false },
  ...(region !== undefined && { region }),
  ...(segment !== undefined && { segment }),
});

describe('trials', () => {
  it('makes each segment of each region ideal, and halves the bitrate', () => {
    expect(planTrials(scenarioOf()).map(({ id, region }) => [id, region])).toEqual([
      ['first-mile', undefined],
      ['haul-sea-sg', 'sea-sg'],
      ['access-sea-sg', 'sea-sg'],
      ['haul-sea-id', 'sea-id'],
      ['access-sea-id', 'sea-id'],
      ['half-bitrate', undefined],
    ]);
  });

  it('changes one thing and leaves everything else, its own events included', () => {
    const events = [event(undefined, 'first-mile'), event('sea-sg'), event('sea-sg', 'access'), event('sea-id')];
    const scenario: Scenario = { ...scenarioOf(), events };
    const trials = planTrials(scenario);
    const haul = trials.find(({ id }) => id === 'haul-sea-sg')?.scenario;
    expect(haul?.events).toEqual([events[0], events[2], events[3]]);
    expect(haul?.regions[0]?.haul.out).toEqual({ delayMs: 1, jitterMs: 0, loss: { type: 'none' } });
    expect(haul?.regions[0]?.access).toEqual(scenario.regions[0]?.access);
    expect(haul?.regions[1]).toEqual(scenario.regions[1]);
    expect(haul?.broadcast).toEqual(scenario.broadcast);
    expect(trials.find(({ id }) => id === 'first-mile')?.scenario.events).toEqual(events.slice(1));
    expect(trials.find(({ id }) => id === 'half-bitrate')?.scenario.broadcast.video.bitrateBps).toBe(1_000_000);
  });

  it('sets a limited device free, and does not try what is free already', () => {
    const scenario = scenarioOf();
    const device = {
      id: 'phone',
      label: 'Phone',
      labelZh: '手机',
      viewport: { width: 360, height: 640 },
      cpuCores: 0.5,
    };
    const regions = scenario.regions.map((region, i) => (i === 0 ? { ...region, device } : region));
    const free = planTrials({ ...scenario, regions }).filter(({ kind }) => kind === 'device');
    expect(free.map(({ id }) => id)).toEqual(['device-sea-sg']);
    expect(free[0]?.scenario.regions[0]?.device).not.toHaveProperty('cpuCores');
  });
});
