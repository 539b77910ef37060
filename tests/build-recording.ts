import type { RecordedTake } from '../src/model/recording/recorded-take.ts';
import { type HeaderLine, RECORDING_SCHEMA_VERSION, type RecordLine } from '../src/model/recording/recording.ts';
import { rtpStep } from '../src/model/recording/rtp-steps.ts';
import type { StatsReport } from '../src/model/recording/w3c-stats.ts';
import type { Budget } from '../src/model/scenario/budget.ts';
import type { LinkProfile } from '../src/model/scenario/link-profile.ts';
import type { Link, Topology } from '../src/model/scenario/network.ts';
import type { Scenario } from '../src/model/scenario/scenario.ts';
import type { ViewerPlan } from '../src/model/scenario/take.ts';
import { gatherTake } from '../src/recording/gather-take.ts';

/** When the window opens. All times of a built recording are whole ms around it, so that tests can be exact. */
export const WINDOW_MS = 1_700_000_000_000;
const WINDOW_S = WINDOW_MS / 1000;
export const FPS = 25;
export const FRAME_MS = 1000 / FPS;
export const LATENCY_MS = 100;
/** Latency of the sound, ms; the picture arrives earlier, for an A/V offset of -20 ms. */
export const AUDIO_LATENCY_MS = 120;
/** Similarity of every compared picture. */
export const SSIM = 0.96;
export const BITRATE_BPS = 2_000_000;
/** Relative to the window. */
export const PUBLISHED_AT = -9000;
export const JOIN_STARTED_AT = -8000;
export const JOINED_AT = -7500;
/** First frame made that viewers see; it is seen LATENCY_MS later. */
export const FIRST_SEEN_MADE_AT = -7000;
/** The recording goes on for so long after the window. */
export const DRAIN_MS = 1500;

export interface RecordingOptions {
  readonly seconds?: number;
  readonly viewers?: readonly ViewerPlan[];
  readonly budgets?: readonly Budget[];
  readonly firstMile?: Partial<LinkProfile>;
  readonly access?: Partial<LinkProfile>;
  /** Latency of a frame made so many ms after the window opened, or undefined if it is never seen. */
  readonly latencyOf?: (madeAt: number, viewer: string) => number | undefined;
  /** When nothing is heard, from and to ms after the window opened; marks within are lost. */
  readonly silences?: readonly (readonly [number, number])[];
  /** Frames the generator leaves out. */
  readonly isMade?: (madeAt: number) => boolean;
  /** Sets the moments, ms after the stamp, at which each frame's way is noted; `STAMPS` if true, none by default. */
  readonly stamps?: true | ((madeAt: number, viewer: string) => BuiltStamps | undefined);
  /** The last word on every line: replace it, or leave it out. */
  readonly edit?: (line: RecordLine) => RecordLine | undefined;
}

export interface BuiltStamps {
  readonly firstSent: number;
  readonly sent: number;
  readonly in: number;
  readonly out: number;
  readonly arrived: number;
}

/** Fits the rest of a built recording: both links to the viewer delay by 20 ms, and the browser counts 56 ms a frame. */
export const STAMPS: BuiltStamps = { firstSent: 1, sent: 2, in: 3, out: 4, arrived: 44 };

export const ONE_VIEWER: readonly ViewerPlan[] = [{ id: 'sea-sg-1', region: 'sea-sg' }];

const IDEAL: LinkProfile = { delayMs: 20, jitterMs: 0, loss: { type: 'none' } };

/** The lines of a take in which everything went well, except for what the options change. */
export function buildLines(options: RecordingOptions = {}): readonly RecordLine[] {
  const { seconds = 30, viewers = ONE_VIEWER, edit = (line: RecordLine) => line } = options;
  const lines: RecordLine[] = [headerLine(options), environmentLine()];
  const event = (
    at: number,
    source: string,
    name: 'origin-up' | 'published' | 'join-started' | 'joined' | 'first-frame',
  ) => lines.push({ type: 'event', atMs: WINDOW_MS + at, source, name });
  event(PUBLISHED_AT - 1000, 'origin', 'origin-up');
  event(PUBLISHED_AT, 'publisher', 'published');
  for (const { id } of viewers) {
    event(JOIN_STARTED_AT, id, 'join-started');
    event(JOINED_AT, id, 'joined');
    event(FIRST_SEEN_MADE_AT + LATENCY_MS, id, 'first-frame');
  }
  lines.push({ type: 'window', atMs: WINDOW_MS, fromMs: WINDOW_MS, toMs: WINDOW_MS + seconds * 1000 });
  for (let second = PUBLISHED_AT / 1000; second <= seconds + 1; second++) lines.push(...secondLines(second, options));
  lines.push({ type: 'end', atMs: WINDOW_MS + seconds * 1000 + DRAIN_MS, reason: 'completed' });
  return lines.flatMap((line) => edit(line) ?? []);
}

/** The same, read back. */
export function buildTake(options: RecordingOptions = {}): RecordedTake {
  return takeOf(buildLines(options));
}

export function takeOf([header, ...lines]: readonly RecordLine[]): RecordedTake {
  if (header?.type !== 'header') throw new Error('a recording begins with its header');
  const gatherer = gatherTake(header);
  for (const line of lines) gatherer.add(line);
  return gatherer.finish(0);
}

export function viewerOf(take: RecordedTake, id = 'sea-sg-1') {
  const viewer = take.viewers.find((candidate) => candidate.id === id);
  if (viewer === undefined) throw new Error(`no viewer ${id}`);
  return viewer;
}

/** Whole seconds since the window opened at the moment a line was written: second 0 is written at +1 s. */
export function secondOf(line: RecordLine): number {
  return Math.round((line.atMs - WINDOW_MS) / 1000) - 1;
}

/** Lines written at the end of the second that ends `second` seconds after the window opened. */
function secondLines(second: number, options: RecordingOptions): readonly RecordLine[] {
  const { viewers = ONE_VIEWER, latencyOf = () => LATENCY_MS, isMade = () => true } = options;
  const atMs = WINDOW_MS + second * 1000;
  const ticks = Array.from({ length: FPS }, (_, i) => (second - 1) * 1000 + i * FRAME_MS);
  const made = ticks.filter((at) => at >= PUBLISHED_AT && isMade(at));
  return [
    {
      type: 'frames-made',
      atMs,
      baseMs: WINDOW_MS,
      frame: made.map(frameNumber),
      madeMs: made,
      lateMs: made.map(() => 1),
    },
    { type: 'sound-made', atMs, baseMs: WINDOW_MS, mark: [WINDOW_S + second - 1], madeMs: [(second - 1) * 1000] },
    { type: 'stats', atMs, participant: 'publisher', reports: publisherReports(second, atMs) },
    {
      type: 'host',
      atMs,
      busyFraction: 0.4,
      stealFraction: 0,
      cpuPressureFraction: 0.1,
      memoryAvailableBytes: 2e9,
      runnerLoopP99Ms: 1,
    },
    {
      type: 'links',
      atMs,
      links: topologyOf(options).links.map(({ id }) => linkSecond(id)),
      shaper: {
        packets: 600,
        latenessP50Ms: 0.05,
        latenessP99Ms: 0.2,
        latenessMaxMs: 1,
        unaskedDrops: 2,
        unroutable: 2,
      },
    },
    {
      type: 'origin',
      atMs,
      loopP99Ms: 2,
      loopMaxMs: 4,
      publisher: {
        packetsIn: 200,
        bytesIn: 240_000,
        packetsMissing: 0,
        pliSent: 0,
        framesWhole: FPS,
        framesBroken: 0,
      },
      viewers: [],
    },
    ...viewers.flatMap(({ id }): readonly RecordLine[] => {
      const seen = ticks
        .filter((at) => at >= FIRST_SEEN_MADE_AT && isMade(at))
        .flatMap((at) => {
          const latencyMs = latencyOf(at, id);
          return latencyMs === undefined ? [] : [{ at, latencyMs }];
        });
      return [
        {
          type: 'frames-seen',
          atMs,
          viewer: id,
          baseMs: WINDOW_MS,
          frame: seen.map(({ at }) => frameNumber(at)),
          seenMs: seen.map(({ at, latencyMs }) => at + latencyMs),
          latencyMs: seen.map(({ latencyMs }) => latencyMs),
          ...(options.stamps !== undefined && {
            sampledAt: seen.map((_, place) => place),
            sampledRtpSteps: rtpSteps(seen),
          }),
          sizes: seen.length > 0 ? [{ at: 0, width: 1280, height: 720 }] : [],
          unreadable: 0,
          timerLateP99Ms: 3,
          timerLateMaxMs: 5,
        },
        ...stampLines(
          atMs,
          id,
          seen.map(({ at }) => at),
          options,
        ),
        {
          type: 'clarity',
          atMs,
          viewer: id,
          baseMs: WINDOW_MS,
          frame: seen.slice(0, 1).map(({ at }) => frameNumber(at)),
          seenMs: seen.slice(0, 1).map(({ at, latencyMs }) => at + latencyMs),
          ssim: seen.slice(0, 1).map(() => SSIM),
          psnrDb: seen.slice(0, 1).map(() => 34),
        },
        ...soundLines(second, id, options),
        { type: 'stats', atMs, participant: id, reports: viewerReports(second, atMs, decodedBy(second, id, options)) },
      ];
    }),
  ];
}

/** Each frame is sampled: a test need not know which ones a real take would pick. */
function stampLines(
  atMs: number,
  viewer: string,
  seen: readonly number[],
  { stamps }: RecordingOptions,
): readonly RecordLine[] {
  if (stamps === undefined) return [];
  const stamped = seen.flatMap((at) => {
    const found = stamps === true ? STAMPS : stamps(at, viewer);
    return found === undefined ? [] : [{ at, ...found }];
  });
  return [
    {
      type: 'frame-stamps',
      atMs,
      viewer,
      baseMs: WINDOW_MS,
      rtpSteps: rtpSteps(stamped),
      inMs: stamped.map((each) => each.at + each.in),
      sendingMs: stamped.map(({ firstSent, sent }) => sent - firstSent),
      firstMileMs: stamped.map((each) => each.in - each.sent),
      originMs: stamped.map((each) => each.out - each.in),
      pathMs: stamped.map(({ out, arrived }) => arrived - out),
      incomplete: seen.length - stamped.length,
    },
  ];
}

function rtpSteps(frames: readonly { readonly at: number }[]): readonly number[] {
  const timestamps = frames.map(({ at }) => 900_000 + at * 90);
  return timestamps.map((timestamp, i) => rtpStep(timestamp, timestamps[i - 1]));
}

/** Frames the viewer has seen of those made before `second`. */
function decodedBy(second: number, viewer: string, options: RecordingOptions): number {
  const { latencyOf = () => LATENCY_MS, isMade = () => true } = options;
  let count = 0;
  for (let at = FIRST_SEEN_MADE_AT; at < second * 1000; at += FRAME_MS)
    if (isMade(at) && latencyOf(at, viewer) !== undefined) count++;
  return count;
}

/** Sound played out from JOINED_AT on, in stretches that end with each second or where a silence begins. */
function soundLines(second: number, viewer: string, { silences = [] }: RecordingOptions): readonly RecordLine[] {
  const [from, to] = [(second - 1) * 1000, second * 1000];
  if (from < JOINED_AT) return [];
  const edges = [from, ...silences.flat().filter((at) => at > from && at < to), to].sort((a, b) => a - b);
  const isSilent = (at: number) => silences.some(([begin, end]) => at >= begin && at < end);
  const stretches = edges.slice(0, -1).flatMap((at, i) => (isSilent(at) ? [] : [[at, edges[i + 1] ?? to] as const]));
  const marks = isSilent(from + AUDIO_LATENCY_MS) ? [] : [from];
  return [
    {
      type: 'sound-heard',
      atMs: WINDOW_MS + to,
      viewer,
      baseMs: WINDOW_MS,
      fromMs: stretches.map(([begin]) => begin),
      toMs: stretches.map(([, end]) => end),
      mark: marks.map((at) => (WINDOW_S + at / 1000) % 8),
      markMs: marks.map((at) => at + AUDIO_LATENCY_MS),
    },
  ];
}

/** For `edit`: no sound ever came to the viewer; what it played was made up. */
export function withoutSound(line: RecordLine): RecordLine | undefined {
  if (line.type === 'sound-heard') return undefined;
  if (line.type !== 'stats') return line;
  const reports = line.reports.map((report) =>
    report.type === 'inbound-rtp' && report.kind === 'audio' && report.totalSamplesReceived !== undefined
      ? { ...report, concealedSamples: report.totalSamplesReceived }
      : report,
  );
  return { ...line, reports };
}

export function frameNumber(madeAt: number): number {
  return 1000 + madeAt / FRAME_MS;
}

function linkSecond(link: string) {
  const packets = { inPackets: 200, inBytes: 240_000, outPackets: 200, outBytes: 240_000 };
  return { link, ...packets, lostRandom: 0, lostBurst: 0, lostQueue: 0, meanDelayMs: 20 };
}

/** Counters since PUBLISHED_AT: 25 frames and 250 kB a second, 10 ms to encode each. */
function publisherReports(second: number, timestamp: number): readonly StatsReport[] {
  const elapsed = second - PUBLISHED_AT / 1000;
  return [
    {
      type: 'outbound-rtp',
      kind: 'video',
      id: 'OV1',
      timestamp,
      framesEncoded: elapsed * FPS,
      framesSent: elapsed * FPS,
      totalEncodeTime: (elapsed * FPS) / 100,
      bytesSent: elapsed * 250_000,
      retransmittedBytesSent: 0,
      targetBitrate: BITRATE_BPS,
      frameWidth: 1280,
      frameHeight: 720,
    },
  ];
}

/** Counters since JOIN_STARTED_AT: 200 video packets (240 kB) and 8 kB of sound a second, nothing lost or concealed. */
function viewerReports(second: number, timestamp: number, framesDecoded: number): readonly StatsReport[] {
  const elapsed = Math.max(0, second - JOIN_STARTED_AT / 1000);
  return [
    {
      type: 'inbound-rtp',
      kind: 'video',
      id: 'IV1',
      timestamp,
      packetsReceived: elapsed * 200,
      packetsLost: 0,
      bytesReceived: elapsed * 240_000,
      framesDecoded,
      totalDecodeTime: (framesDecoded * 4) / 1000,
      totalProcessingDelay: (framesDecoded * 64) / 1000,
      totalAssemblyTime: (framesDecoded * 8) / 1000,
      jitterBufferEmittedCount: framesDecoded,
      jitterBufferTargetDelay: (framesDecoded * 48) / 1000,
      jitterBufferMinimumDelay: (framesDecoded * 20) / 1000,
    },
    {
      type: 'inbound-rtp',
      kind: 'audio',
      id: 'IA1',
      timestamp,
      packetsReceived: elapsed * 50,
      packetsLost: 0,
      bytesReceived: elapsed * 8_000,
      totalSamplesReceived: elapsed * 48_000,
      concealedSamples: 0,
      silentConcealedSamples: 0,
      concealmentEvents: 0,
    },
    {
      type: 'candidate-pair',
      id: 'CP1',
      timestamp,
      state: 'succeeded',
      nominated: true,
      currentRoundTripTime: 0.08,
      responsesReceived: elapsed,
    },
  ];
}

function headerLine(options: RecordingOptions): HeaderLine {
  const { viewers = ONE_VIEWER } = options;
  return {
    type: 'header',
    schemaVersion: RECORDING_SCHEMA_VERSION,
    atMs: WINDOW_MS + PUBLISHED_AT - 1000,
    tool: { name: 'longhaul', version: '0.0.0' },
    take: { index: 0, seed: 1, viewers, scenario: scenarioOf(options) },
    topology: topologyOf(options),
  };
}

function scenarioOf({ seconds = 30, viewers = ONE_VIEWER, budgets = [] }: RecordingOptions): Scenario {
  const segment = { profile: 'custom', label: 'ideal', out: IDEAL, back: IDEAL };
  const regions = [...new Set(viewers.map(({ region }) => region))];
  return {
    name: 'hand-made',
    durationMs: seconds * 1000,
    warmupMs: 5000,
    seeds: [1],
    broadcast: {
      transport: 'local',
      source: { type: 'presenter' },
      video: { codec: 'h264', width: 1280, height: 720, fps: FPS, bitrateBps: BITRATE_BPS },
      audio: { bitrateBps: 64_000 },
      firstMile: segment,
    },
    regions: regions.map((id) => ({
      id,
      label: id,
      haul: segment,
      access: segment,
      viewers: viewers.filter(({ region }) => region === id).length,
    })),
    budgets: Object.fromEntries(regions.map((id) => [id, budgets])),
  };
}

function topologyOf({ viewers = ONE_VIEWER, firstMile = {}, access = {} }: RecordingOptions): Topology {
  const pair = (name: string, segment: Link['segment'], profile: LinkProfile): Link[] =>
    (['out', 'back'] as const).map((direction) => ({
      id: `${name}/${direction}`,
      segment,
      direction,
      profile,
      seed: 1,
    }));
  const regions = [...new Set(viewers.map(({ region }) => region))];
  return {
    nodes: [],
    links: [
      ...pair('first-mile', 'first-mile', { ...IDEAL, ...firstMile }),
      ...regions.flatMap((id) => pair(`haul:${id}`, 'haul', IDEAL)),
      ...viewers.flatMap(({ id }) => pair(`access:${id}`, 'access', { ...IDEAL, ...access })),
    ],
    routes: [
      { from: 'publisher', to: 'origin', links: ['first-mile/out'] },
      { from: 'origin', to: 'publisher', links: ['first-mile/back'] },
      ...viewers.flatMap(({ id, region }) => [
        { from: 'origin', to: id, links: [`haul:${region}/out`, `access:${id}/out`] },
        { from: id, to: 'origin', links: [`access:${id}/back`, `haul:${region}/back`] },
      ]),
    ],
  };
}

function environmentLine(): RecordLine {
  return {
    type: 'environment',
    atMs: WINDOW_MS + PUBLISHED_AT,
    node: 'v20.0.0',
    platform: 'linux x64',
    kernel: 'Linux 6.0',
    cpuModel: 'none',
    cpus: 2,
    memoryBytes: 4e9,
    browser: 'none',
    backend: { id: 'tun', why: 'hand-made', detail: {} },
  };
}
