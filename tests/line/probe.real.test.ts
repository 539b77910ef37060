import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Figure } from '../../src/line/crossing.ts';
import type { LinkProfile } from '../../src/model/scenario/link-profile.ts';
import { BACKENDS } from '../../src/network/registry.ts';
import { loadCatalog } from '../../src/scenario/catalog/load-catalog.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { vocabulary } from '../../src/verdict/vocabulary.ts';
import { LONG } from '../it-long.ts';
import { bursts } from '../network/support/profiles.ts';
import { probeOverNetwork } from './support/probe-over-network.ts';

const probe = await BACKENDS.tun.probe();
const directory = mkdtempSync(join(tmpdir(), 'lh-probe-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Seconds of single packets, by which losses are counted; without losses fewer do. */
const secondsOf = (lines: Pick<LineAsked, 'up' | 'down'>) => (meanLoss(lines.up) + meanLoss(lines.down) > 0 ? 20 : 8);

interface LineAsked {
  readonly up: Partial<LinkProfile>;
  readonly down: Partial<LinkProfile>;
}

/** Lines that nothing in the prober was set by. */
const LINES: Readonly<Record<string, LineAsked>> = {
  'narrow, 1.5 Mbps with 300 ms of queue': {
    up: { delayMs: 35, rateBps: 1.5e6, queueMs: 300 },
    down: { delayMs: 35, rateBps: 1.5e6, queueMs: 300 },
  },
  'bursts of losses': {
    up: { delayMs: 60, jitterMs: 4, rateBps: 6e6, queueMs: 160, loss: bursts(0.03, 5) },
    down: { delayMs: 60, jitterMs: 4, rateBps: 9e6, queueMs: 160, loss: bursts(0.08, 8) },
  },
  'high jitter': {
    up: { delayMs: 70, jitterMs: 30, rateBps: 3e6, queueMs: 350 },
    down: { delayMs: 55, jitterMs: 40, rateBps: 7e6, queueMs: 250, loss: { type: 'random', lossFraction: 0.01 } },
  },
  'broadband, far faster down than up': {
    up: { delayMs: 8, jitterMs: 1, rateBps: 5e6, queueMs: 120 },
    down: { delayMs: 8, jitterMs: 1, rateBps: 25e6, queueMs: 80, loss: { type: 'random', lossFraction: 0.002 } },
  },
  'across the sea in the evening': {
    up: { delayMs: 110, jitterMs: 12, rateBps: 4e6, queueMs: 200, loss: bursts(0.1, 8) },
    down: { delayMs: 115, jitterMs: 12, rateBps: 5e6, queueMs: 200, loss: { type: 'random', lossFraction: 0.01 } },
  },
  'slow upload, a second of queue': {
    up: { delayMs: 22, jitterMs: 3, rateBps: 700e3, queueMs: 1000, loss: { type: 'random', lossFraction: 0.02 } },
    down: { delayMs: 28, jitterMs: 3, rateBps: 3e6, queueMs: 500 },
  },
};

function meanLoss({ loss = { type: 'none' } }: Partial<LinkProfile>): number {
  if (loss.type === 'none') return 0;
  return loss.type === 'random' ? loss.lossFraction : loss.p / (loss.p + loss.r);
}

const holds = (figure: Figure | undefined, asked: number) =>
  figure !== undefined && figure.least <= asked && asked <= figure.most;

/** Lines that every run probes. */
const ALWAYS = 1;

describe.skipIf(!probe.works)('a line probed from both ends', () => {
  it.each(Object.entries(LINES).slice(0, LONG ? undefined : ALWAYS))(
    'has its own figures: %s',
    { timeout: 200_000 },
    async (name, { up, down }) => {
      const file = join(directory, `${name.replaceAll(/\W+/g, '-')}.yaml`);
      const { estimate } = await probeOverNetwork({ up, down, seed: 11, seconds: secondsOf({ up, down }) }, file);
      expect(Math.abs((estimate.rttMs?.value ?? Number.NaN) - ((up.delayMs ?? 0) + (down.delayMs ?? 0)))).toBeLessThan(
        2,
      );
      for (const [asked, found] of [
        [up, estimate.up],
        [down, estimate.down],
      ] as const) {
        expect(Math.abs((found.rateBps?.value ?? Number.NaN) / (asked.rateBps ?? 0) - 1)).toBeLessThan(0.05);
        expect(Math.abs((found.queueMs?.value ?? Number.NaN) / (asked.queueMs ?? 0) - 1)).toBeLessThan(0.2);
        const loss = found.lossFraction;
        const isNear = Math.abs((loss?.value ?? Number.NaN) - meanLoss(asked)) < 0.003;
        expect(isNear || holds(loss, meanLoss(asked)), JSON.stringify(loss)).toBe(true);
      }
      // A scenario accepts the file as written.
      const scenario = join(directory, 'scenario.yaml');
      writeFileSync(
        scenario,
        `name: probed\nduration: 20s\nbroadcast: {video: {codec: h264, size: 640x360, fps: 30, bitrate: 600 kbps}, firstMile: cn-studio-fibre, haul: accelerated}\ncatalog: ${file}\nregions: [{region: jp, access: measured-line}]\n`,
      );
      const { scenario: loaded } = await loadScenario(scenario, vocabulary);
      const access = loaded.regions[0]?.access;
      expect(access?.out.rateBps).toBeCloseTo(estimate.down.rateBps?.value ?? 0, -5);
      expect((access?.out.delayMs ?? 0) + (access?.back.delayMs ?? 0)).toBeCloseTo(estimate.rttMs?.value ?? 0, 0);
    },
  );
});

it('the catalog has no line of the name that is measured by default', async () => {
  expect((await loadCatalog()).presets.has('measured-line')).toBe(false);
});
