import { describe, expect, it } from 'vitest';
import type { RecordLine } from '../../src/model/recording/recording.ts';
import type { MetricValue } from '../../src/model/result/metric.ts';
import type { ViewerPlan } from '../../src/model/scenario/take.ts';
import { judgeViewers } from '../../src/result/judge-viewers.ts';
import { checkValidity, decideValidity } from '../../src/verdict/validity/check-validity.ts';
import {
  buildLines,
  FIRST_SEEN_MADE_AT,
  LATENCY_MS,
  type RecordingOptions,
  takeOf,
  WINDOW_MS,
} from '../build-recording.ts';

const STAYS: ViewerPlan = { id: 'sea-sg-1', region: 'sea-sg' };
const LEAVES: ViewerPlan = { id: 'sea-sg-2', region: 'sea-sg', leavesAtMs: 10_300 };
const COMES: ViewerPlan = { id: 'sea-sg-3', region: 'sea-sg', joinsAtMs: 12_000 };
/** Join of the one who comes: connected after 500 ms, first picture 1260 ms after it began to join. */
const FIRST_AT = 13_260 - LATENCY_MS;

/** Judges a take of 30 s in which one viewer leaves, and stops its pictures and sound, and another comes. */
function judge(options: RecordingOptions = {}) {
  const { latencyOf = () => LATENCY_MS, edit = (line) => line } = options;
  const lines = buildLines({
    ...options,
    viewers: [STAYS, LEAVES, COMES],
    latencyOf(at, viewer) {
      if (viewer === LEAVES.id && at >= 10_300 - LATENCY_MS) return undefined;
      return viewer === COMES.id && at < FIRST_AT ? undefined : latencyOf(at, viewer);
    },
    edit(line) {
      const isOf = (id: string) =>
        (line.type === 'event' && line.source === id) ||
        (line.type === 'stats' && line.participant === id) ||
        (line.type === 'sound-heard' && line.viewer === id);
      if (isOf(LEAVES.id) && line.atMs > WINDOW_MS + 11_000) return undefined;
      if (isOf(COMES.id) && line.type === 'event') {
        const at = { 'join-started': 12_000, joined: 12_500, 'first-frame': 13_260 }[String(line.name)] ?? 0;
        return edit({ ...line, atMs: WINDOW_MS + at });
      }
      if (isOf(COMES.id) && line.atMs < WINDOW_MS + 14_000) return undefined;
      return edit(line);
    },
  });
  const left = { type: 'event', atMs: WINDOW_MS + 10_300, source: LEAVES.id, name: 'left' } as const;
  const take = takeOf([...lines, left]);
  const judged = judgeViewers(take, (points) => points);
  const viewerOf = ({ id }: ViewerPlan) => {
    const viewer = judged.measured.find((each) => each.viewer === id);
    if (viewer === undefined) throw new Error(`no ${id}`);
    return viewer;
  };
  return { take, judged, viewerOf };
}

const number = (value: MetricValue | undefined) => (value?.type === 'value' ? value.value : value);

describe('viewers who come and go in mid-show', () => {
  it('are measured as long as they are there, and keep the plan’s order', () => {
    const { judged, viewerOf } = judge();
    expect(judged.measured.map(({ viewer }) => viewer)).toEqual([STAYS.id, LEAVES.id, COMES.id]);
    expect(viewerOf(STAYS)).not.toHaveProperty('presence');
    expect(viewerOf(LEAVES).presence).toEqual({ fromSecond: 0, toSecond: 10 });
    expect(viewerOf(COMES).presence).toEqual({ fromSecond: 14, toSecond: 30 });
    for (const plan of [STAYS, LEAVES, COMES]) {
      const { metrics } = viewerOf(plan);
      expect(number(metrics.stutterRate)).toBe(0);
      expect(number(metrics.audioStutterRate)).toBe(0);
      expect(number(metrics.frameRate)).toBe(25);
      expect(number(metrics.frameLoss)).toBe(0);
      expect(number(metrics.longestFreeze)).toBe(0);
    }
  });

  it('have joining times of their own, in mid-show', () => {
    const { viewerOf } = judge();
    expect(number(viewerOf(COMES).metrics.firstFrame)).toBe(1260);
    expect(number(viewerOf(COMES).metrics.joinTime)).toBe(500);
    expect(number(viewerOf(STAYS).metrics.firstFrame)).toBe(FIRST_SEEN_MADE_AT + LATENCY_MS + 8000);
  });

  it('keep their place in time: series, and what befalls them', () => {
    const dark = (at: number) => (at >= 20_000 && at < 22_000 ? undefined : LATENCY_MS);
    const { judged, viewerOf } = judge({ latencyOf: dark });
    expect(viewerOf(COMES).series.stutterRate?.map(({ second }) => second)).toEqual(
      Array.from({ length: 16 }, (_, i) => 14 + i),
    );
    const stuttering = viewerOf(COMES).series.stutterRate?.filter(({ value = 0 }) => value > 0);
    expect(stuttering?.map(({ second }) => second)).toEqual([20, 21, 22]);
    expect(viewerOf(LEAVES).series.frameRate).toHaveLength(10);
    const ofOne = ({ id }: ViewerPlan) => judged.incidents.filter(({ viewers }) => viewers[0] === id);
    expect(ofOne(LEAVES)).toEqual([]);
    expect(ofOne(COMES).map(({ fromMs }) => fromMs)).toEqual(ofOne(STAYS).map(({ fromMs }) => fromMs));
    expect(ofOne(COMES)).toHaveLength(1);
  });

  it('have no gap after they left, though their sound was read for the last time somewhat before', () => {
    const { judged, viewerOf } = judge({
      edit(line) {
        if (line.type !== 'sound-heard' || line.viewer !== LEAVES.id || line.atMs < WINDOW_MS + 10_000) return line;
        return line.atMs > WINDOW_MS + 10_000 ? undefined : { ...line, toMs: line.toMs.map((at) => at - 30) };
      },
    });
    expect(number(viewerOf(LEAVES).metrics.audioStutterRate)).toBe(0);
    expect(judged.incidents).toEqual([]);
  });

  it('keep their place in time: when their jitter buffers settled, and stepped', () => {
    const repaired = (line: RecordLine): RecordLine => {
      if (line.type !== 'stats' || line.participant !== COMES.id) return line;
      const bytes = 1000 * [16, 17, 18].filter((second) => WINDOW_MS + second * 1000 <= line.atMs).length;
      const reports = line.reports.map((report) =>
        report.type === 'inbound-rtp' && report.kind === 'video'
          ? { ...report, retransmittedBytesReceived: bytes }
          : report,
      );
      return { ...line, reports };
    };
    const { viewerOf } = judge({
      access: { loss: { type: 'random', lossFraction: 0.01 } },
      latencyOf: (at) => (at < 19_000 - LATENCY_MS ? LATENCY_MS : 2 * LATENCY_MS),
      edit: repaired,
    });
    expect(viewerOf(COMES).jitterBuffer).toMatchObject({
      ...{ isSettled: false, lasting: { fromSecond: 19, latency: { p50: 2 * LATENCY_MS } } },
      steps: [{ second: 19, fromMs: LATENCY_MS, toMs: 2 * LATENCY_MS }],
    });
    expect(viewerOf(STAYS).jitterBuffer?.steps).toMatchObject([{ second: 19 }]);
  });

  it('void nothing by being away, and something by going unobserved while there', () => {
    const { take, judged } = judge();
    expect(decideValidity(take, judged.findings).reasons).toEqual([]);
    // Judged as if all were there throughout, the same take is void.
    expect(checkValidity(take).reasons.map(({ signal }) => signal)).toContain('unobserved');
    const unobserved = judge({
      edit: (line) =>
        line.type === 'stats' && line.participant === COMES.id && line.atMs > WINDOW_MS + 20_000 ? undefined : line,
    });
    expect(decideValidity(unobserved.take, unobserved.judged.findings).reasons).toEqual([
      expect.objectContaining({ signal: 'unobserved', reason: expect.stringContaining(COMES.id) }),
    ]);
  });

  it('count as frozen from their attempt on if they never see a picture', () => {
    const { viewerOf } = judge({ latencyOf: (_, viewer) => (viewer === COMES.id ? undefined : LATENCY_MS) });
    expect(viewerOf(COMES).presence).toEqual({ fromSecond: 12, toSecond: 30 });
    expect(number(viewerOf(COMES).metrics.stutterRate)).toBe(1);
  });
});
