import { describe, expect, it } from 'vitest';
import type { Link } from '../../../../src/model/scenario/network.ts';
import { LinkSchedule } from '../../../../src/network/backends/netem/link-schedule.ts';
import { planPipes } from '../../../../src/network/backends/netem/pipe-plan.ts';
import { RateSchedule } from '../../../../src/network/backends/netem/rate-schedule.ts';
import { type Step, WeatherSteps } from '../../../../src/network/backends/netem/weather-steps.ts';
import { DelaySchedule } from '../../../../src/network/emulation/delay/delay-schedule.ts';
import { LOST_BURST, Weather } from '../../../../src/network/emulation/weather.ts';
import { bursts, link, profile, topology } from '../../support/profiles.ts';

const STORM = { delayMs: 40, jitterMs: 6, loss: bursts(0.05, 4) };

function stepsOf(links: readonly Link[]): WeatherSteps {
  return new WeatherSteps(planPipes(topology(['a', 'b'], links, [])).links, {});
}

/** Returns the consecutive steps from 0 to `untilMs`. */
function run(steps: WeatherSteps, untilMs: number): Step[] {
  const all: Step[] = [];
  for (let atMs = 0; atMs < untilMs; ) {
    const step = steps.begin(atMs);
    all.push(step);
    atMs = step.toMs;
  }
  return all;
}

describe('WeatherSteps', () => {
  it('follow the weather exactly for few links: each burst in full, and the delay at the middle of a step', () => {
    const weather = new Weather(profile(STORM), 11);
    const delay = new DelaySchedule(profile(STORM), 11);
    const steps = run(stepsOf([link('x', STORM, 11)]), 60_000);
    expect(steps.length).toBe(15_000);
    for (const { fromMs, toMs, states } of steps) {
      expect(toMs - fromMs).toBe(4);
      expect(states[0]?.loss).toEqual({ random: 0, burst: weather.fate(fromMs) === LOST_BURST ? 1 : 0, blackout: 0 });
      expect(states[0]?.delayMs).toBe(delay.delayMs(fromMs + 2));
    }
  });

  it('average the weather over longer steps for many links, with the same losses', () => {
    const links = Array.from({ length: 20 }, (_, n) => link(`x${n}`, STORM, n));
    const steps = run(stepsOf(links), 60_000);
    expect(steps.length).toBe(5000);
    const weather = new Weather(profile(STORM), 7);
    const fates = Array.from({ length: 15_000 }, (_, n) => (weather.fate(n * 4) === LOST_BURST ? 1 : 0));
    for (const [n, { states }] of steps.entries()) {
      const lost = fates.slice(3 * n, 3 * n + 3).reduce<number>((sum, fate) => sum + fate, 0);
      expect(states[7]?.loss.burst).toBeCloseTo(lost / 3, 9);
    }
  });

  it('change exactly when the profile does, whatever the step length', () => {
    const blackouts = [{ fromMs: 101.5, toMs: 203 }];
    const delaySteps = [{ atMs: 150, delayMs: 9 }];
    const steps = run(stepsOf([link('x', { delayMs: 5, blackouts, delaySteps })]), 1000);
    expect(steps.map(({ fromMs, states }) => [fromMs, states[0]?.loss.blackout, states[0]?.delayMs])).toEqual([
      ...[
        [0, 0, 5],
        [101.5, 1, 5],
        [150, 1, 9],
        [203, 0, 9],
      ],
    ]);
  });

  it('are the same after any warm-up, and send tc only what changed', () => {
    const fresh = stepsOf([link('x', STORM, 3), link('y', { delayMs: 7 })]);
    const warmed = stepsOf([link('x', STORM, 3), link('y', { delayMs: 7 })]);
    for (let atMs = -86_400_000; atMs < -86_390_000; ) atMs = warmed.begin(atMs).toMs;
    const states = (steps: WeatherSteps) => run(steps, 2000).map((step) => step.states);
    expect(states(warmed)).toEqual(states(fresh));
    const first = stepsOf([link('x', STORM, 3), link('y', { delayMs: 7 })]);
    const [made, ...changed] = run(first, 2000);
    expect(made?.commands.length).toBe(2);
    expect(changed.every(({ commands }) => commands.every((command) => command.includes(' change dev p0a ')))).toBe(
      true,
    );
  });

  it('leave reordering jitter to netem, and use the delay without it', () => {
    const schedule = new LinkSchedule(link('x', { delayMs: 20, jitterMs: 5, jitterReorders: true }), {});
    expect(schedule.varies).toBe(false);
    expect(schedule.stateDuring(0, 4).delayMs).toBe(20);
  });
});

describe('RateSchedule', () => {
  const stepped = profile({
    ...{ rateBps: 4e6, queueMs: 100 },
    rateSteps: {
      steps: [
        { atMs: 1000, rateBps: 1e6 },
        { atMs: 2000, rateBps: 0 },
        { atMs: 2500, rateBps: 4e6 },
      ],
    },
  });

  it('follows the steps, with a queue sized by the first rate minus the bytes that may be ahead', () => {
    const schedule = new RateSchedule(stepped, {});
    expect(schedule.stateAt(500)).toEqual({ rateBps: 4e6, aheadBytes: 5000, queueBytes: 50_000 - 5000 });
    expect(schedule.stateAt(1500)).toEqual({ rateBps: 1e6, aheadBytes: 1250, queueBytes: 50_000 - 5000 });
  });

  it('lets at most one full packet through an outage, while the others wait for its end', () => {
    const schedule = new RateSchedule(stepped, {});
    expect(schedule.stateAt(2000)).toEqual({ rateBps: 24_000, aheadBytes: 30, queueBytes: 50_000 - 5000 });
    expect(schedule.stateAt(2300).rateBps).toBe(24_000);
    expect(schedule.stateAt(2510).rateBps).toBe(4e6);
  });

  it('has a queue of at least one packet, and no byte limit where the queue is limited in packets', () => {
    expect(new RateSchedule(profile({ rateBps: 100_000, queueMs: 10 }), {}).stateAt(0).queueBytes).toBe(1500);
    expect(new RateSchedule(profile({ rateBps: 100_000, queuePackets: 10 }), {}).stateAt(0)).toEqual({
      ...{ rateBps: 100_000, aheadBytes: 25 },
    });
  });
});
