import { describe, expect, it } from 'vitest';
import type { DownlinkState } from '../../../src/sfu/bwe/downlink-estimate.ts';
import { LayerChooser } from '../../../src/sfu/bwe/layer-chooser.ts';
import { ProbeController } from '../../../src/sfu/bwe/probe-controller.ts';
import type { Rung } from '../../../src/sfu/layers/layer.ts';

const rung = (encoding: number, kbps: number): Rung => ({
  ...{ encoding, rateBps: kbps * 1000, spatialId: 0, temporalId: 0 },
});
const RUNGS = [rung(0, 100), rung(1, 300), rung(2, 900)];

/** Returns a state without queue or loss. */
function state(estimateKbps: number, more: Partial<DownlinkState> = {}): DownlinkState {
  const estimateBps = estimateKbps * 1000;
  return {
    ...{
      estimateBps,
      acknowledgedBps: undefined,
      usage: 'normal',
      queueDelayMs: 0,
      lossFraction: 0,
      heldByLoss: false,
    },
    ...more,
  };
}

const queued = (estimateKbps: number, arrivedKbps: number) =>
  state(estimateKbps, { queueDelayMs: 120, acknowledgedBps: arrivedKbps * 1000 });

describe('LayerChooser', () => {
  const started = () => {
    const chooser = new LayerChooser();
    expect(chooser.choose(0, RUNGS, state(300), 0)).toEqual({ layer: { encoding: 0 }, reason: 'start' });
    return chooser;
  };

  it('starts with the smallest picture at its full frame rate', () => {
    const small = [0, 1, 2].map((target): Rung => ({ ...rung(0, 50 + target), target, temporalId: target }));
    const chooser = new LayerChooser();
    expect(chooser.choose(0, [...small, rung(1, 300)], state(300), 0)?.layer).toEqual({ encoding: 0, target: 2 });
    expect(new LayerChooser().choose(0, [], state(300), 0)).toBeUndefined();
  });

  it('steps up when the estimate has room for headers, audio and some headroom, at most twice a second', () => {
    const chooser = started();
    // 300 kbps with 4 % of headers and 64 of audio, 5 % of headroom: 394.8.
    expect(chooser.choose(600, RUNGS, state(394), 64_000)).toBeUndefined();
    expect(chooser.choose(700, RUNGS, state(395), 64_000)).toEqual({ layer: { encoding: 1 }, reason: 'room' });
    expect(chooser.choose(1100, RUNGS, state(2000), 64_000)).toBeUndefined();
    expect(chooser.choose(1200, RUNGS, state(2000), 64_000)?.layer).toEqual({ encoding: 2 });
    expect(chooser.wantedBps(1200, RUNGS, 64_000)).toBeUndefined();
  });

  it('steps down when packets queue and less arrives than the layer needs, and only then', () => {
    const chooser = started();
    chooser.choose(1000, RUNGS, state(2000), 0);
    expect(chooser.choose(20_000, RUNGS, state(500), 0)).toBeUndefined();
    // A keyframe's queue: more arrives than the layer needs.
    expect(chooser.choose(20_000, RUNGS, queued(500, 1000), 0)).toBeUndefined();
    expect(chooser.choose(20_000, RUNGS, queued(500, 600), 0)).toEqual({ layer: { encoding: 1 }, reason: 'queue' });
  });

  it('steps down for loss that limits the estimate, however short the queue', () => {
    const chooser = started();
    chooser.choose(1000, RUNGS, state(2000), 0);
    const lossy = state(200, { heldByLoss: true, lossFraction: 0.2, acknowledgedBps: 900_000 });
    expect(chooser.choose(20_000, RUNGS, lossy, 0)).toEqual({ layer: { encoding: 0 }, reason: 'loss' });
  });

  it('retries a layer that failed at growing intervals, and another layer at once', () => {
    const chooser = started();
    for (const [upMs, waitMs] of [
      [1000, 5000],
      [7000, 10_000],
      [18_000, 20_000],
      [39_000, 40_000],
      [80_000, 40_000],
    ] as const) {
      expect(chooser.choose(upMs, RUNGS, state(2000), 0)?.layer).toEqual({ encoding: 2 });
      expect(chooser.choose(upMs + 1000, RUNGS, queued(400, 500), 0)?.layer).toEqual({ encoding: 1 });
      expect(chooser.choose(upMs + waitMs + 999, RUNGS, state(2000), 0)).toBeUndefined();
      expect(chooser.wantedBps(upMs + waitMs + 999, RUNGS, 0)).toBeUndefined();
      expect(chooser.wantedBps(upMs + waitMs + 1000, RUNGS, 0)).toBeCloseTo(900_000 * 1.04 * 1.05);
    }
  });

  it('falls back to an available layer when its own is no longer sent', () => {
    const chooser = started();
    chooser.choose(1000, RUNGS, state(2000), 0);
    expect(chooser.choose(5000, RUNGS.slice(0, 2), state(2000), 0)).toEqual({ layer: { encoding: 1 }, reason: 'gone' });
  });
});

describe('ProbeController', () => {
  const passed = (probe: number | undefined, kbps: number) => ({
    ...{ probe: probe ?? 0, rateBps: kbps * 1000, lost: 0, lossFraction: 0 },
  });

  it('probes at most twice the known rate, confirms what passed, and returns the confirmed rate', () => {
    const planner = new ProbeController();
    planner.plan(0, 1_000_000, state(300));
    expect(planner.running).toMatchObject({ fromMs: 0, toMs: 60 });
    expect(planner.running?.rateBps).toBeCloseTo(660_000);
    expect(planner.conclude(passed(planner.running?.id, 650), 300)).toBeUndefined();
    planner.plan(300, 1_000_000, state(300));
    expect(planner.running?.rateBps).toBeCloseTo(1_100_000);
    expect(planner.conclude(passed(planner.running?.id, 1100), 600)).toBeUndefined();
    planner.plan(600, 1_000_000, state(300));
    expect(planner.running).toMatchObject({ fromMs: 600, toMs: 1000 });
    expect(planner.conclude(passed(planner.running?.id, 1090), 1300)).toBe(1_090_000);
    expect(planner.running).toBeUndefined();
  });

  it('waits after a failed probe, and does not probe into a queue', () => {
    const planner = new ProbeController();
    planner.plan(0, 500_000, state(300));
    planner.conclude(passed(1, 430), 200);
    planner.plan(1699, 500_000, state(300));
    expect(planner.running).toBeUndefined();
    planner.plan(1700, 500_000, queued(300, 300));
    expect(planner.running).toBeUndefined();
    planner.plan(1700, 500_000, state(300));
    expect(planner.running?.id).toBe(2);
  });

  it('stops a probe that makes delay grow, and counts loss as a failure', () => {
    const planner = new ProbeController();
    planner.plan(0, 500_000, state(300));
    planner.plan(20, 500_000, state(300, { usage: 'over', queueDelayMs: 20 }));
    expect(planner.activeAt(30)).toBeDefined();
    planner.plan(40, 500_000, state(300, { usage: 'over', queueDelayMs: 40 }));
    expect(planner.activeAt(50)).toBeUndefined();
    planner.plan(2000, 500_000, state(300));
    expect(planner.conclude({ probe: 2, rateBps: 550_000, lost: 3, lossFraction: 0.2 }, 2300)).toBeUndefined();
    planner.plan(2300, 500_000, state(300));
    expect(planner.running).toBeUndefined();
    planner.plan(3800, 500_000, state(300));
    planner.conclude({ probe: 3, rateBps: 550_000, lost: 1, lossFraction: 0.2 }, 4000);
    planner.plan(4000, 500_000, state(300));
    expect(planner.running).toMatchObject({ toMs: 4400 });
  });

  it('does not probe if nothing more is wanted, or the estimate already suffices', () => {
    const planner = new ProbeController();
    planner.plan(0, undefined, state(300));
    planner.plan(0, 500_000, state(600));
    expect(planner.running).toBeUndefined();
  });
});
