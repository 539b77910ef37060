import { firstFrame } from '../../metrics/joining/first-frame.ts';
import { joinFailures } from '../../metrics/joining/join-failures.ts';
import { joinTime } from '../../metrics/joining/join-time.ts';
import { describeJitterBuffer } from '../../metrics/path/jitter-buffer.ts';
import type { Span } from '../../metrics/series/span.ts';
import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import type { HeaderLine, RecordLine } from '../../model/recording/recording.ts';
import type { ViewerMeasurement } from '../../model/result/measurement.ts';
import type { MetricId } from '../../model/result/metric.ts';
import type { ViewerPlan } from '../../model/scenario/take.ts';
import { gatherTake } from '../../recording/gather-take.ts';
import { RUNNING_METRICS, type RunningMetric, valueOfSecond } from './running-metrics.ts';
import type { Running } from './running-value.ts';

const SECOND_MS = 1000;
const JOINING = [joinFailures, joinTime, firstFrame];
const JOINING_EVENTS: ReadonlySet<string> = new Set(['join-started', 'joined', 'first-frame']);

/** Share of the seconds that must be known; a number from less would stand for time that was not observed. As metrics/series/counters.ts. */
const LEAST_TOLD = 0.8;
const SILENT = 'the viewer did not answer for more than a fifth of the time so far';

/** Numbers measured of one viewer since the window opened, in bounded memory. */
export class ViewerSoFar {
  readonly plan: ViewerPlan;
  /** Recording's time of its last word, ms; -Infinity before the first. */
  heardOfMs = Number.NEGATIVE_INFINITY;
  #firstFrameMs: number | undefined;
  #hasFailed = false;
  #leftMs: number | undefined;
  readonly #header: HeaderLine;
  readonly #running: readonly (readonly [RunningMetric, Running])[];
  #told = 0;
  #missed = 0;
  /** Statistics until the window opens: they show whether the jitter buffer had settled by then. */
  #warmUp: RecordLine[] = [];
  #jitterBuffer: ViewerMeasurement['jitterBuffer'];
  /** First events of joining, each once, and the first frames seen. */
  readonly #joining = new Map<string, RecordLine>();
  /** Measured of those; undefined once there is another. */
  #joined: ViewerMeasurement['metrics'] | undefined;

  constructor(plan: ViewerPlan, header: HeaderLine) {
    this.plan = plan;
    this.#header = header;
    this.#running = RUNNING_METRICS.map((each) => [each, each.begin()]);
  }

  /** Returns whether it is there in all of a second; a viewer that comes in mid-show is, from the first picture on. */
  isThere({ fromMs, toMs }: Span): boolean {
    const { joinsAtMs, leavesAtMs } = this.plan;
    if (joinsAtMs !== undefined && !(this.#firstFrameMs !== undefined && this.#firstFrameMs <= fromMs)) return false;
    return leavesAtMs === undefined || this.#leftMs === undefined || this.#leftMs >= toMs;
  }

  /** Returns whether anything is known of it: a viewer that comes in mid-show is awaited until the first picture, or a failed attempt. */
  get hasCome(): boolean {
    return this.plan.joinsAtMs === undefined || this.#firstFrameMs !== undefined || this.#hasFailed;
  }

  add(line: RecordLine): void {
    if (line.type === 'event' && line.name === 'join-failed') this.#hasFailed = true;
    if (line.type === 'event' && line.name === 'first-frame') this.#firstFrameMs ??= line.atMs;
    if (line.type === 'event' && line.name === 'left') this.#leftMs = line.atMs;
    if (line.type === 'event' && JOINING_EVENTS.has(line.name)) this.#noteJoining(line.name, line);
    if (line.type === 'stats' && this.#jitterBuffer === undefined) this.#warmUp.push(line);
    if (line.type !== 'frames-seen') return;
    this.heardOfMs = Math.max(this.heardOfMs, line.atMs);
    if (line.frame.length > 0) this.#noteJoining(line.type, line);
  }

  /** Takes in the window's line: what the warm-up says of the jitter buffer is settled now. */
  openWindow(line: RecordLine): void {
    const gatherer = gatherTake(this.#header, [this.plan]);
    for (const each of [...this.#warmUp, line]) gatherer.add(each);
    // A window is one only where something of it is recorded.
    gatherer.skip(line.atMs + 1);
    const take = gatherer.finish(0);
    const [recorded] = take.viewers;
    this.#jitterBuffer = recorded === undefined ? undefined : describeJitterBuffer(recorded, take, {});
    this.#warmUp = [];
  }

  /** Keeps the first of each. */
  #noteJoining(key: string, line: RecordLine): void {
    if (this.#joining.has(key)) return;
    this.#joining.set(key, line);
    this.#joined = undefined;
  }

  /** Adds a second in which it was not heard of. */
  missSecond(): void {
    this.#missed += 1;
  }

  /** Adds the take's one second; returns each metric's value in it. */
  addSecond(viewer: RecordedViewer, take: RecordedTake): ReadonlyMap<MetricId, number> {
    const values = new Map<MetricId, number>();
    const span = take.window;
    if (span === undefined) return values;
    this.#told += 1;
    for (const [{ metric, add }, running] of this.#running) {
      const value = valueOfSecond(metric, viewer, take);
      const isKnown = value !== undefined && Number.isFinite(value);
      if (isKnown) values.set(metric.id, value);
      add(running, { viewer, take, span, ...(isKnown && { value }) });
    }
    return values;
  }

  /** Returns the numbers so far, as a take's measurement holds them. */
  measurement(): ViewerMeasurement {
    const { id: viewer, region, joinsAtMs } = this.plan;
    const fromSecond = (joinsAtMs ?? 0) / SECOND_MS;
    const isCovered = this.#told >= LEAST_TOLD * (this.#told + this.#missed);
    const running = this.#running.map(([{ metric }, kept]) => {
      const { id, unit } = metric;
      return [id, isCovered ? kept.value(unit) : ({ type: 'no-data', unit, reason: SILENT } as const)] as const;
    });
    return {
      ...{ viewer, region, series: {} },
      ...(joinsAtMs !== undefined && { presence: { fromSecond, toSecond: fromSecond + this.#told } }),
      ...(this.#jitterBuffer !== undefined && { jitterBuffer: this.#jitterBuffer }),
      metrics: { ...this.#measureJoining(), ...Object.fromEntries(running) },
    };
  }

  #measureJoining(): ViewerMeasurement['metrics'] {
    if (this.#joined !== undefined) return this.#joined;
    const gatherer = gatherTake(this.#header, [this.plan]);
    for (const line of this.#joining.values()) gatherer.add(line);
    const take = gatherer.finish(0);
    const [recorded] = take.viewers;
    this.#joined =
      recorded === undefined ? {} : Object.fromEntries(JOINING.map((each) => [each.id, each.measure(recorded, take)]));
    return this.#joined;
  }
}
