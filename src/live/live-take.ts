import { metricInfos } from '../metrics/registry.ts';
import type { HeaderLine, RecordLine } from '../model/recording/recording.ts';
import type { HostLine, LinksLine } from '../model/recording/sample-lines.ts';
import type { Measurement } from '../model/result/measurement.ts';
import type { MetricId } from '../model/result/metric.ts';
import { spreadOver } from './fold-region.ts';
import { Incidents } from './incidents.ts';
import { LatestPictures } from './latest-pictures.ts';
import { type LivePoint, type LiveVerdict, SHOWN_METRICS } from './live-message.ts';
import { askedNetwork } from './measure/asked-network.ts';
import { RecentLines } from './measure/recent-lines.ts';
import { ViewerSoFar } from './measure/viewer-so-far.ts';
import { verdictsSoFar } from './so-far.ts';

/**
 * Time after a second until all that matters to it has been reported: whether a gap in the picture becomes a stutter (over 500 ms), sound and
 * comparisons with the true picture (a second late), and the whole of the sample that these came with (a second).
 */
const SETTLED_MS = 2000;
/** Time after which a second is reported without the viewers that have not answered. */
const PATIENCE_MS = 6000;
const SECOND_MS = 1000;
const INFOS = new Map(metricInfos().map((info) => [info.id, info]));

/** A take under way: takes its recording's lines as they are written, and reports each second once all that matters to it is known. */
export class LiveTake {
  readonly header: HeaderLine;
  readonly incidents = new Incidents();
  readonly pictures = new LatestPictures();
  readonly #viewers: ReadonlyMap<string, ViewerSoFar>;
  readonly #recent: RecentLines;
  #window: { readonly fromMs: number; readonly toMs: number } | undefined;
  #links: LinksLine[] = [];
  #hosts: HostLine[] = [];
  #reportedSeconds = 0;
  #spoilt = 0;
  #lastAtMs: number;

  constructor(header: HeaderLine) {
    this.header = header;
    this.#viewers = new Map(header.take.viewers.map((plan) => [plan.id, new ViewerSoFar(plan, header)]));
    this.#recent = new RecentLines(header);
    this.#lastAtMs = header.atMs;
  }

  get windowFromMs(): number | undefined {
    return this.#window?.fromMs;
  }

  /** Time of the last line, in the recording's own time. */
  get lastAtMs(): number {
    return this.#lastAtMs;
  }

  /** Seconds of the window reported so far. */
  get measuredS(): number {
    return this.#reportedSeconds;
  }

  get spoiltSeconds(): number {
    return this.#spoilt;
  }

  /** Adds a line; returns the seconds that are complete with it. */
  add(line: RecordLine): readonly LivePoint[] {
    this.#lastAtMs = Math.max(this.#lastAtMs, line.atMs);
    this.#recent.add(line);
    this.incidents.add(line);
    switch (line.type) {
      case 'window':
        this.#window = { fromMs: line.fromMs, toMs: line.toMs };
        this.#spoilt = line.spoiltSeconds?.length ?? 0;
        if (this.#reportedSeconds === 0) for (const viewer of this.#viewers.values()) viewer.openWindow(line);
        break;
      case 'picture':
        this.pictures.add(line);
        break;
      case 'stats':
        this.#viewers.get(line.participant)?.add(line);
        break;
      case 'event':
        this.#viewers.get(line.source)?.add(line);
        break;
      case 'frames-seen':
        this.#viewers.get(line.viewer)?.add(line);
        break;
      case 'links':
        this.#links.push(line);
        break;
      case 'host':
        this.#hosts.push(line);
        break;
    }
    return this.#reportUntil(line.type === 'end' ? Number.POSITIVE_INFINITY : line.atMs);
  }

  /** Returns the numbers so far; undefined before the first second. */
  measurement(): Measurement | undefined {
    if (this.#reportedSeconds === 0) return undefined;
    const viewers = [...this.#viewers.values()].filter(({ hasCome }) => hasCome);
    return { seed: this.header.take.seed, viewers: viewers.map((viewer) => viewer.measurement()) };
  }

  verdicts(measurement = this.measurement()): readonly LiveVerdict[] {
    return measurement === undefined ? [] : verdictsSoFar(measurement, this.header.take.scenario.budgets, INFOS);
  }

  #reportUntil(nowMs: number): readonly LivePoint[] {
    const points: LivePoint[] = [];
    for (let window = this.#window; window !== undefined; window = this.#window) {
      const fromMs = window.fromMs + this.#reportedSeconds * SECOND_MS;
      const knownMs = fromMs + SECOND_MS + SETTLED_MS;
      if (fromMs + SECOND_MS > window.toMs) break;
      // An ended take reports no such second any more.
      if (nowMs === Number.POSITIVE_INFINITY && this.#lastHeardMs() < fromMs + SECOND_MS) break;
      if (nowMs < fromMs + PATIENCE_MS && this.#leastHeardMs() < knownMs) break;
      points.push(this.#report(fromMs));
      this.#reportedSeconds += 1;
    }
    return points;
  }

  #leastHeardMs(): number {
    return [...this.#viewers.values()].reduce((least, { heardOfMs }) => Math.min(least, heardOfMs), Infinity);
  }

  #lastHeardMs(): number {
    return [...this.#viewers.values()].reduce((last, { heardOfMs }) => Math.max(last, heardOfMs), -Infinity);
  }

  #report(fromMs: number): LivePoint {
    const take = this.#recent.takeOfSecond(fromMs);
    const toMs = fromMs + SECOND_MS;
    const values = new Map<string, ReadonlyMap<MetricId, number>>();
    for (const recorded of take.viewers) {
      const viewer = this.#viewers.get(recorded.id);
      // A second that its viewer has not reported yet is unknown: not one in which it saw nothing.
      if (viewer === undefined || !viewer.isThere({ fromMs, toMs })) continue;
      if (viewer.heardOfMs >= toMs) values.set(recorded.id, viewer.addSecond(recorded, take));
      else viewer.missSecond();
    }
    const host = lineOf(this.#hosts, toMs);
    const links = lineOf(this.#links, toMs);
    this.#hosts = this.#hosts.filter(({ atMs }) => atMs >= fromMs);
    this.#links = this.#links.filter(({ atMs }) => atMs >= fromMs);
    const { scenario, viewers } = this.header.take;
    return {
      second: this.#reportedSeconds,
      factor: host?.timeDilationFactor ?? null,
      busyFraction: host?.busyFraction ?? null,
      regions: scenario.regions.map(({ id }) => {
        const ids = viewers
          .filter((viewer) => viewer.region === id && this.#viewers.get(viewer.id)?.isThere({ fromMs, toMs }))
          .map((viewer) => viewer.id);
        return {
          silent: ids.filter((viewer) => !values.has(viewer)).length,
          figures: SHOWN_METRICS.map((metric) => {
            const known = ids.flatMap((viewer) => values.get(viewer)?.get(metric) ?? []);
            return spreadOver(known, INFOS.get(metric)?.better === 'lower' ? 'highest' : 'lowest');
          }),
          network: askedNetwork(this.header.topology, ids[0] ?? '', this.#reportedSeconds, links),
        };
      }),
    };
  }
}

/** Returns the line about the second that ended at `toMs`: the one written nearest to it. */
function lineOf<T extends { readonly atMs: number }>(lines: readonly T[], toMs: number): T | undefined {
  const near = lines.filter(({ atMs }) => Math.abs(atMs - toMs) <= SECOND_MS);
  return near.toSorted((a, b) => Math.abs(a.atMs - toMs) - Math.abs(b.atMs - toMs))[0];
}
