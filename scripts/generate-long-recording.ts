/**
 * Writes a rehearsal's directory with one long recording in it, as 50 viewers would leave it in an hour: the steady seconds
 * of a real one (tests/fixtures/lossy.ndjson) again and again, time, frame numbers and counters going on, each viewer with
 * lines of its own. npx tsx scripts/generate-long-recording.ts DIRECTORY [seconds] [viewers]
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { FramesSeenLine } from '../src/model/recording/frame-lines.ts';
import type { LinkSecond } from '../src/model/recording/link-second.ts';
import type { HeaderLine, RecordLine } from '../src/model/recording/recording.ts';
import { RECORDING_SCHEMA_VERSION } from '../src/model/recording/recording.ts';
import { rtpStep } from '../src/model/recording/rtp-steps.ts';
import type { StatsReport } from '../src/model/recording/w3c-stats.ts';
import type { Take } from '../src/model/scenario/take.ts';
import { buildTopology } from '../src/network/topology.ts';
import { createRecorder } from '../src/recording/recorder.ts';
import { RECORDINGS } from '../src/result/rehearsal-directory.ts';
import { loadScenario } from '../src/scenario/load.ts';
import { planTakes } from '../src/scenario/plan.ts';
import { vocabulary } from '../src/verdict/vocabulary.ts';
import { viewersByRegion } from './bench/viewers-by-region.ts';

const FIXTURE = resolve(import.meta.dirname, '../tests/fixtures/lossy.ndjson');
/** Its steady part, ms after the window opened; whole marks (4 of 8 s), whole frames (120). */
const [STEADY_MS, PERIOD_MS, PERIOD_FRAMES, PERIOD_MARKS] = [1000, 4000, 120, 4];
const REGIONS = 5;
const RTP_PER_FRAME = 90_000 / 30;
/** Fields of W3C statistics that are not counters. */
const GAUGES =
  /^(ssrc|jitter|framesPerSecond|frameWidth|frameHeight|currentRoundTripTime|roundTripTime|fractionLost|audioLevel|available\w+|targetBitrate)$/;

const [directory = '', secondsText = '3600', viewersText = '50'] = process.argv.slice(2);
if (directory === '') throw new Error('usage: generate-long-recording.ts DIRECTORY [seconds] [viewers]');
const [seconds, viewerCount] = [Number(secondsText), Number(viewersText)];
const lines = readFileSync(FIXTURE, 'utf8')
  .trim()
  .split('\n')
  .map((text) => JSON.parse(text) as RecordLine);
const header = lines.find((line) => line.type === 'header') as HeaderLine;
const windowMs = lines.find((line) => line.type === 'window')?.atMs ?? 0;
const steady = lines.filter(({ atMs }) => atMs >= windowMs + STEADY_MS && atMs < windowMs + STEADY_MS + PERIOD_MS);

const take = await longTake();
const topology = buildTopology(take);
mkdirSync(join(directory, RECORDINGS), { recursive: true });
const recorder = createRecorder(join(directory, RECORDINGS, 'take-001-seed-1.ndjson'));
let [linesWritten, writingMs] = [0, 0];
const write = (line: RecordLine) => {
  const begunMs = performance.now();
  recorder.write(line);
  writingMs += performance.now() - begunMs;
  linesWritten++;
};
write({ ...header, schemaVersion: RECORDING_SCHEMA_VERSION, take, topology });
for (const line of lines)
  if (line.type !== 'header' && line.atMs < windowMs + STEADY_MS) for (const each of forAll(line)) write(each);
for (let round = 0; round * PERIOD_MS < (seconds + 2) * 1000; round++)
  for (const line of steady) for (const each of forAll(shifted(line, round))) write(each);
write({ type: 'end', atMs: windowMs + (seconds + 7) * 1000, reason: 'completed' });
recorder.close();
console.log(`${linesWritten} lines, ${(writingMs / seconds).toFixed(1)} ms for those of a second`);

async function longTake(): Promise<Take> {
  const file = join(directory, 'scenario.yaml');
  mkdirSync(directory, { recursive: true });
  const regions = viewersByRegion(viewerCount, REGIONS).map(
    (count, i) =>
      `  - {region: near-${i}, haul: {rtt: 40 ms}, access: {rtt: 10 ms, loss: 3 %, burst: 2}, viewers: ${count}}`,
  );
  writeFileSync(
    file,
    `name: long
duration: ${seconds}s
warmup: 4s
seeds: [1]
broadcast:
  video: {codec: h264, size: 640x360, fps: 30, bitrate: 1 Mbps}
  firstMile: {rtt: 10 ms}
regions:
${regions.join('\n')}
`,
  );
  const { scenario } = await loadScenario(file, vocabulary, {});
  const [planned] = planTakes(scenario);
  if (planned === undefined) throw new Error('no take planned');
  return planned;
}

/** A line of the fixture's only viewer for every viewer of ours; of its links for every link. */
function forAll(line: RecordLine): readonly RecordLine[] {
  const ids = take.viewers.map(({ id }) => id);
  switch (line.type) {
    case 'frames-seen':
      return ids.flatMap((viewer) => stamped({ ...line, viewer }));
    case 'clarity':
    case 'sound-heard':
      return ids.map((viewer) => ({ ...line, viewer }));
    case 'stats':
      return line.participant === 'publisher' ? [line] : ids.map((participant) => ({ ...line, participant }));
    case 'event':
      return line.source === 'near-1' ? ids.map((source) => ({ ...line, source })) : [line];
    case 'origin':
      return [{ ...line, viewers: line.viewers.flatMap((own) => ids.map((viewer) => ({ ...own, viewer }))) }];
    case 'links':
      return [{ ...line, links: topology.links.map(({ id }) => ({ ...linkLike(id, line.links), link: id })) }];
    case 'window':
      return [{ ...line, toMs: line.fromMs + seconds * 1000 }];
    default:
      return [line];
  }
}

/** One frame in three with its way from the publisher, which the fixture, older than that, lacks: fixed shares of its latency. */
function stamped(line: FramesSeenLine): readonly RecordLine[] {
  const sampledAt = line.frame.flatMap((_, place) => (place % 3 === 0 ? [place] : []));
  const timestamps = sampledAt.map((place) => ((line.frame[place] ?? 0) * RTP_PER_FRAME) >>> 0);
  const sampledRtpSteps = timestamps.map((timestamp, i) => rtpStep(timestamp, timestamps[i - 1]));
  const shareOfLatency = (share: number) => sampledAt.map((place) => (line.latencyMs[place] ?? 0) * share);
  const inMs = sampledAt.map((place) => (line.seenMs[place] ?? 0) - 0.75 * (line.latencyMs[place] ?? 0));
  const stamps = {
    ...{ sendingMs: shareOfLatency(0.03), firstMileMs: shareOfLatency(0.07) },
    ...{ originMs: shareOfLatency(0.01), pathMs: shareOfLatency(0.3) },
  };
  const { atMs, viewer, baseMs } = line;
  return [
    { ...line, sampledAt, sampledRtpSteps },
    { type: 'frame-stamps', atMs, viewer, rtpSteps: sampledRtpSteps, baseMs, inMs, ...stamps, incomplete: 0 },
  ];
}

/** "access:near-3-7/out" did what "access:near-1/out" did. */
function linkLike(id: string, links: readonly LinkSecond[]): LinkSecond {
  const kindOf = (name: string) => name.replace(/:.*\//, '/');
  const found = links.find(({ link }) => kindOf(link) === kindOf(id));
  if (found === undefined) throw new Error(`the fixture has no link like ${id}`);
  return found;
}

function shifted(line: RecordLine, rounds: number): RecordLine {
  const ms = rounds * PERIOD_MS;
  const atMs = line.atMs + ms;
  const frames = (numbers: readonly number[]) => numbers.map((frame) => frame + rounds * PERIOD_FRAMES);
  switch (line.type) {
    case 'frames-made':
    case 'frames-seen':
    case 'clarity':
      return { ...line, atMs, baseMs: line.baseMs + ms, frame: frames(line.frame) };
    case 'sound-made':
      return { ...line, atMs, baseMs: line.baseMs + ms, mark: line.mark.map((mark) => mark + rounds * PERIOD_MARKS) };
    case 'sound-heard':
      return {
        ...line,
        ...{ atMs, baseMs: line.baseMs + ms },
        mark: line.mark.map((mark) => (mark + rounds * PERIOD_MARKS) % 8),
      };
    case 'stats':
      return { ...line, atMs, reports: line.reports.map((report) => grown(report, line.participant, rounds)) };
    default:
      return { ...line, atMs };
  }
}

/** Its counters as they would stand so many periods later. */
function grown(report: StatsReport, participant: string, rounds: number): StatsReport {
  const ends = periodOf(report.id, participant);
  const fields = Object.entries(report).map(([field, value]) => {
    if (typeof value !== 'number' || GAUGES.test(field)) return [field, value];
    if (/timestamp$/i.test(field)) return [field, value + rounds * PERIOD_MS];
    const [first, last] = ends.map((end) => Number((end as unknown as Record<string, unknown>)[field] ?? 0));
    return [field, value + rounds * Math.max(0, (last ?? 0) - (first ?? 0))];
  });
  return Object.fromEntries(fields) as StatsReport;
}

/** The report at the period's beginning, and at the next one's. */
function periodOf(id: string, participant: string): readonly (StatsReport | undefined)[] {
  const own = lines.filter((line) => line.type === 'stats' && line.participant === participant);
  const at = (ms: number) => own.find((line) => line.atMs >= windowMs + ms);
  return [at(STEADY_MS), at(STEADY_MS + PERIOD_MS)].map((line) =>
    line?.type === 'stats' ? line.reports.find((report) => report.id === id) : undefined,
  );
}
