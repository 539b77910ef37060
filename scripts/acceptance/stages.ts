import { LATENCY_STAGES, type LatencyStage, stageMetricId } from '../../src/model/result/latency-stages.ts';
import type { Result } from '../../src/model/result/result.ts';
import { claim, latency, run, scenarioFile } from './rehearsal.ts';

const ROUNDS = Number(process.env.ROUNDS ?? 4);
const SLOW = process.env.SLOW ?? 'auto';
const TRIALS_ASKED = (process.env.TRIALS ?? 'beside,firstMile,encoding,origin').split(',');
const MORE_MS = 50;
/** A fifth of what is injected: neither missed nor found elsewhere. */
const MOST_OFF_MS = 10;
const DELAYS = new URL('./delay-stages.mjs', import.meta.url);

interface Delays {
  readonly encodingMs?: number;
  readonly originMs?: number;
}

const line = (region: string, { haul = 30, access = 10 } = {}) =>
  `  - {region: ${region}, haul: {rtt: ${2 * haul} ms}, access: {rtt: ${2 * access} ms}}`;

function scenario(regions: readonly string[], { firstMile = 5 } = {}): string {
  return `
name: stages
duration: 12s
warmup: 8s
settle: false
broadcast:
  video: {codec: h264, size: 640x360, fps: 30, bitrate: 600 kbps}
  firstMile: {rtt: ${2 * firstMile} ms}
regions:
${regions.join('\n')}
`;
}

const BESIDE = [
  line('usual'),
  line('haul', { haul: 30 + MORE_MS }),
  line('access', { access: 10 + MORE_MS }),
  ...['reading', 'held'].map((region) => line(region)),
];
/**
 * Every buffer is told to hold 150 ms: left alone, a picture is held back for its sound by up to two steps of 15 ms more or less on
 * one line than on its equal.
 */
const BUFFER_MS = 150;
const VIEWERS = Object.fromEntries(
  ['usual', 'haul', 'access', 'reading', 'held'].map((region) => [
    region,
    { bufferMs: BUFFER_MS + (region === 'held' ? MORE_MS : 0), readingMs: region === 'reading' ? MORE_MS : 0 },
  ]),
);
/** Injections, each with the stage where it must show; `usual` plays the round's take without any. */
const TRIALS: Readonly<Record<string, (round: number, usual: () => Promise<Result>) => Promise<void>>> = {
  async beside(round) {
    const beside = await rehearse(scenario(BESIDE), round);
    moved('haul', [beside, 'usual'], [beside, 'haul']);
    moved('access', [beside, 'usual'], [beside, 'access']);
    moved('reading', [beside, 'usual'], [beside, 'reading']);
    moved('jitterBuffer', [beside, 'usual'], [beside, 'held']);
  },
  async firstMile(round, usual) {
    const later = await rehearse(scenario([line('usual')], { firstMile: 5 + MORE_MS }), round);
    moved('firstMile', [await usual(), 'usual'], [later, 'usual']);
  },
  async encoding(round, usual) {
    const later = await rehearse(scenario([line('usual')]), round, { encodingMs: MORE_MS });
    moved('encoding', [await usual(), 'usual'], [later, 'usual']);
  },
  async origin(round, usual) {
    const later = await rehearse(scenario([line('usual')]), round, { originMs: MORE_MS });
    moved('origin', [await usual(), 'usual'], [later, 'usual']);
  },
};

/**
 * Injects 50 ms into each stage, and sees in which it shows (ROUNDS=4 of 5 takes): the viewer's own beside each other in one take,
 * the publisher's and the origin's against the take without. Sending and decoding are left to
 * tests/metrics/latency: nobody can slow a pacer or a decoder by so much.
 */
export async function stages(): Promise<void> {
  for (let round = 1; round <= ROUNDS; round++) {
    let usual: Promise<Result> | undefined;
    for (const trial of TRIALS_ASKED)
      await TRIALS[trial]?.(round, () => (usual ??= rehearse(scenario([line('usual')]), round)));
  }
}

async function rehearse(text: string, round: number, delays: Delays = {}): Promise<Result> {
  const env = {
    STAGE_DELAYS: JSON.stringify({ viewers: VIEWERS, ...delays }),
    NODE_OPTIONS: `--import ${DELAYS.href}`,
  };
  const { result } = await run(scenarioFile(text), ['--slow', SLOW, '--seed', String(round)], undefined, env);
  return result;
}

type Place = readonly [Result, string];

function moved(stage: LatencyStage, before: Place, after: Place): void {
  const found = LATENCY_STAGES.map((each) => [each, difference(before, after, stageMetricId(each))] as const);
  const wrong = found.filter(([each, ms]) => !(Math.abs(ms - (each === stage ? MORE_MS : 0)) <= MOST_OFF_MS));
  const all = found.map(([each, ms]) => `${each} ${ms.toFixed(1)}`).join(', ');
  const latencyMs = difference(before, after, 'latency').toFixed(1);
  claim(`50 ms more of ${stage} show there alone: ${all}; latency ${latencyMs}`, wrong.length === 0);
}

function difference([before, from]: Place, [after, to]: Place, metric: string): number {
  return (latency(after, to, 'p50', metric) ?? Number.NaN) - (latency(before, from, 'p50', metric) ?? Number.NaN);
}
