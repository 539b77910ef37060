import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LATENCY_STAGES, type LatencyStage, stageMetricId } from '../../src/model/result/latency-stages.ts';
import type { Result } from '../../src/model/result/result.ts';
import { holdAgainstCapture } from './captured-sending.ts';
import { claim, latency, type Ran, run, scenarioFile } from './rehearsal.ts';

const ROUNDS = Number(process.env.ROUNDS ?? 4);
const SLOW = process.env.SLOW ?? 'auto';
const TRIALS_ASKED = (process.env.TRIALS ?? 'beside,firstMile,encoding,origin,sending,decoding').split(',');
const MORE_MS = 50;
/** A fifth of what is injected: neither missed nor found elsewhere. */
const MOST_OFF_MS = 10;
const DELAYS = new URL('./delay-stages.mjs', import.meta.url);
const DELAYS_IN_C = fileURLToPath(new URL('./delay-stages.c', import.meta.url));

interface Delays {
  readonly encodingMs?: number;
  readonly originMs?: number;
  readonly decodingMs?: number;
  /** Region whose viewer the router serves late; its packets leave the last link in time. */
  readonly late?: string;
}

const line = (region: string, { haul = 30, access = 10 } = {}) =>
  `  - {region: ${region}, haul: {rtt: ${2 * haul} ms}, access: {rtt: ${2 * access} ms}}`;

const PICTURE = '{codec: h264, size: 640x360, fps: 30, bitrate: 600 kbps}';

function scenario(regions: readonly string[], { firstMile = 5, video = PICTURE } = {}): string {
  return `
name: stages
duration: 12s
warmup: 8s
settle: false
broadcast:
  video: ${video}
  firstMile: {rtt: ${2 * firstMile} ms}
regions:
${regions.join('\n')}
`;
}

const PLACES = ['usual', 'haul', 'access', 'reading', 'held', 'late'];
const BESIDE = PLACES.map((region) =>
  line(region, { haul: 30 + (region === 'haul' ? MORE_MS : 0), access: 10 + (region === 'access' ? MORE_MS : 0) }),
);
/**
 * Every buffer is told to hold 150 ms: left alone, a picture is held back for its sound by up to two steps of 15 ms more or less on
 * one line than on its equal.
 */
const BUFFER_MS = 150;
const VIEWERS = Object.fromEntries(
  PLACES.map((region) => [
    region,
    { bufferMs: BUFFER_MS + (region === 'held' ? MORE_MS : 0), readingMs: region === 'reading' ? MORE_MS : 0 },
  ]),
);
/** Injections, each with the stage where it must show; `usual` plays the round's take without any. */
const TRIALS: Readonly<Record<string, (round: number, usual: () => Promise<Result>) => Promise<void>>> = {
  async beside(round) {
    const beside = await rehearse(scenario(BESIDE), round, { late: 'late' });
    moved('haul', [beside, 'usual'], [beside, 'haul']);
    moved('access', [beside, 'usual'], [beside, 'access']);
    moved('reading', [beside, 'usual'], [beside, 'reading']);
    moved('jitterBuffer', [beside, 'usual'], [beside, 'held']);
    moved('repair', [beside, 'usual'], [beside, 'late']);
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
  /**
   * Six large pictures a second instead of thirty small ones: the publisher's pacer spreads each over more time. How much, a capture
   * says. A jitter buffer treats rare pictures otherwise.
   */
  async sending(round) {
    const scenarioOf = (fps: number) =>
      scenario([line('usual')], { video: `{codec: h264, size: 640x360, fps: ${fps}, bitrate: 600 kbps}` });
    const small = await play(scenarioOf(30), round, {}, ['--pcap']);
    const large = await play(scenarioOf(6), round, {}, ['--pcap']);
    const moreMs = (await holdAgainstCapture(large)) - (await holdAgainstCapture(small));
    moved('sending', [small.result, 'usual'], [large.result, 'usual'], moreMs, 'whatever');
  },
  /**
   * Chromium takes its decoder of AV1 from a library, which can be made slower. At 30 pictures a second it would fall behind. The
   * factor is fixed: a slow decoder looks like a busy machine, and would raise it without end. A buffer that was told when a picture
   * is due hands it over earlier by as much.
   */
  async decoding(round) {
    const text = scenario([line('usual')], { video: '{codec: av1, size: 320x180, fps: 15, bitrate: 300 kbps}' });
    const factor = SLOW === 'auto' ? '4' : SLOW;
    const before = await rehearse(text, round, {}, factor);
    const later = await rehearse(text, round, { decodingMs: MORE_MS }, factor);
    moved('decoding', [before, 'usual'], [later, 'usual'], MORE_MS, -MORE_MS);
  },
};

/**
 * Injects 50 ms into each stage, and sees in which it shows (ROUNDS=4 of 9 takes): the viewer's own beside each other in one take,
 * all others against a take without. How long frames take to be sent is no setting: there, packet captures say what is right.
 */
export async function stages(): Promise<void> {
  for (let round = 1; round <= ROUNDS; round++) {
    let usual: Promise<Result> | undefined;
    for (const trial of TRIALS_ASKED)
      await TRIALS[trial]?.(round, () => (usual ??= rehearse(scenario([line('usual')]), round)));
  }
}

async function rehearse(text: string, round: number, delays: Delays = {}, factor = SLOW): Promise<Result> {
  return (await play(text, round, delays, [], factor)).result;
}

async function play(
  text: string,
  round: number,
  delays: Delays,
  options: readonly string[] = [],
  factor = SLOW,
): Promise<Ran> {
  const { decodingMs, late, ...rest } = delays;
  const env = {
    STAGE_DELAYS: JSON.stringify({ viewers: VIEWERS, ...rest }),
    NODE_OPTIONS: `--import ${DELAYS.href}`,
    ...(decodingMs !== undefined && { LD_PRELOAD: inC(), DECODING_MS: String(decodingMs) }),
    // The n-th viewer has the address 10.77.1.n.
    ...(late !== undefined && {
      ...{ LD_PRELOAD: inC(), LATE_MS: String(MORE_MS), LATE_HOST: String(256 + PLACES.indexOf(late) + 1) },
    }),
  };
  return run(scenarioFile(text), ['--slow', factor, '--seed', String(round), ...options], undefined, env);
}

let library: string | undefined;

/** Builds what delays beyond JavaScript's reach; needs gcc. */
function inC(): string {
  if (library !== undefined) return library;
  const folder = mkdtempSync(join(tmpdir(), 'longhaul-delays-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  library = join(folder, 'delay-stages.so');
  execFileSync('gcc', ['-shared', '-fPIC', '-O2', '-o', library, DELAYS_IN_C, '-lpthread', '-ldl'], {
    stdio: 'inherit',
  });
  return library;
}

type Place = readonly [Result, string];

/** Claims that a stage took more and the others did not, but for a jitter buffer that may do what else is right of it. */
function moved(
  stage: LatencyStage,
  before: Place,
  after: Place,
  moreMs = MORE_MS,
  bufferMs: number | 'whatever' = 0,
): void {
  const found = LATENCY_STAGES.map((each) => [each, difference(before, after, stageMetricId(each))] as const);
  const right = (each: LatencyStage) => (each === stage ? moreMs : each === 'jitterBuffer' ? bufferMs : 0);
  const wrong = found.filter(([each, ms]) => {
    const expected = right(each);
    return expected !== 'whatever' && !(Math.abs(ms - expected) <= MOST_OFF_MS);
  });
  const all = found.map(([each, ms]) => `${each} ${ms.toFixed(1)}`).join(', ');
  const latencyMs = difference(before, after, 'latency').toFixed(1);
  const where = bufferMs === 0 ? 'there alone' : 'there and in the jitter buffer alone';
  claim(`${moreMs.toFixed(1)} ms more of ${stage} show ${where}: ${all}; latency ${latencyMs}`, wrong.length === 0);
}

function difference([before, from]: Place, [after, to]: Place, metric: string): number {
  return (latency(after, to, 'p50', metric) ?? Number.NaN) - (latency(before, from, 'p50', metric) ?? Number.NaN);
}
