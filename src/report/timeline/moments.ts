import type { LinkPoint, LinkTotals, Result, TakeResult, ViewerResult } from '../../model/result/result.ts';
import { TIMELINE_WORDS } from '../messages/timeline-words.ts';
import { fill, type Text } from '../messages/words.ts';
import { formatQuantity, formatSeconds, formatSpan } from '../text/format.ts';
import { linkName } from '../text/names.ts';
import { type Band, regionBands } from './bands.ts';

/** A time in which a viewer's picture stood still, and what happened on the path meanwhile. */
export interface Moment {
  readonly viewer: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Time of it that the picture stood still; undefined in a take too long to keep every second. */
  readonly stillMs?: number;
  /** Facts, most telling first; empty if nothing stood out. */
  readonly facts: readonly Text[];
}

/** Time before a still picture in which its cause is sought: buffered frames are shown first, and lost packets are requested again. */
const LEAD_MS = 2000;
/** Shares of packets lost from which a link is named for so short a time (assumptions: less is hidden by retransmission within the buffer). */
const NOTABLE_QUEUE_LOSS = 0.02;
const NOTABLE_LOSS = 0.05;
/** Share for feedback, which is repeated and so tolerates more. */
const NOTABLE_BACK_LOSS = 0.2;
const NOTABLE_WAIT_MS = 150;
const MOST_FACTS = 4;

/** Returns the times at which the picture of a region's viewers stood still, in order of time. */
export function moments(result: Result, take: TakeResult, region: string): Moment[] {
  const found = take.viewers
    .filter((viewer) => viewer.region === region)
    .flatMap((viewer) => {
      const near = regionBands(result.scenario, region);
      return stills(viewer).map((still) => ({ ...still, facts: factsBeside(result, take, still, near) }));
    });
  return found.sort((a, b) => a.fromMs - b.fromMs || a.viewer.localeCompare(b.viewer));
}

type Still = Omit<Moment, 'facts'> & { readonly region: string };

function stills({ id, region, series }: ViewerResult): Still[] {
  const points = series.stutterRate ?? [];
  const isWhole = points.every(({ second }, i) => second === (points[0]?.second ?? 0) + i);
  const runs: { fromMs: number; toMs: number; stillMs: number }[] = [];
  for (const { second, value } of points) {
    if (value === undefined || value <= 0) continue;
    const [fromMs, toMs, stillMs] = [second * 1000, (second + 1) * 1000, value * 1000];
    const last = runs.at(-1);
    if (last !== undefined && last.toMs >= fromMs) {
      last.toMs = toMs;
      last.stillMs += stillMs;
    } else runs.push({ fromMs, toMs, stillMs });
  }
  return runs.map(({ fromMs, toMs, stillMs }) => ({
    ...{ viewer: id, region, fromMs, toMs },
    ...(isWhole && { stillMs }),
  }));
}

function factsBeside({ scenario }: Result, take: TakeResult, still: Still, near: readonly Band[]): Text[] {
  const fromMs = still.fromMs - LEAD_MS;
  const { toMs } = still;
  const beside = near.filter((band) => band.fromMs < toMs && band.toMs > fromMs);
  // An event that began after the picture had stopped did not stop it.
  const isBefore = (band: Band) => band.fromMs < still.fromMs + 1000;
  const before = beside.filter(isBefore).map(bandText);
  const after = beside.filter((band) => !isBefore(band)).map(bandText);
  const need = scenario.broadcast.video.bitrateBps + scenario.broadcast.audio.bitrateBps;
  const ids = (['out', 'back'] as const).flatMap((direction) => [
    `first-mile/${direction}`,
    `haul:${still.region}/${direction}`,
    `access:${still.viewer}/${direction}`,
  ]);
  const counted = ids.flatMap((id) => {
    const link = take.links.find((each) => each.link === id);
    return link === undefined ? [] : linkFacts(link, pointsIn(link, fromMs, toMs), need, scenario.regions);
  });
  const isSpoilt = take.invalidSeconds.some(({ second }) => second * 1000 < toMs && (second + 1) * 1000 > fromMs);
  const shown = [...sourceFacts(take, fromMs, toMs), ...before, ...counted, ...after].slice(0, MOST_FACTS);
  return isSpoilt ? [...shown, TIMELINE_WORDS.momentMachine] : shown;
}

/** Returns how long the source gave no new picture, which stops every viewer's picture whatever the network. */
function sourceFacts({ source = [] }: TakeResult, fromMs: number, toMs: number): Text[] {
  const stillMs = source
    .filter(({ second }) => second * 1000 < toMs && (second + 1) * 1000 > fromMs)
    .reduce((sum, second) => sum + second.stillMs, 0);
  return stillMs === 0 ? [] : [fill(TIMELINE_WORDS.momentSource, { time: formatSeconds(stillMs) })];
}

function bandText({ name, where, fromMs, toMs }: Band): Text {
  const span = formatSpan({ fromMs, toMs });
  return { en: `${name.en} (${where.en}, ${span})`, zh: `${name.zh}（${where.zh}，${span}）` };
}

function pointsIn({ course, stretchSeconds }: LinkTotals, fromMs: number, toMs: number): LinkPoint[] {
  return course.filter(({ second }) => second * 1000 < toMs && (second + stretchSeconds) * 1000 > fromMs);
}

function linkFacts(
  { link: id }: LinkTotals,
  points: readonly LinkPoint[],
  needBps: number,
  regions: Result['scenario']['regions'],
): Text[] {
  const link = linkName(id, regions);
  const sum = (of: (point: LinkPoint) => number) => points.reduce((all, point) => all + of(point), 0);
  const inPackets = sum((point) => point.inPackets);
  if (inPackets === 0) return [];
  const queueShare = sum(({ lostQueue }) => lostQueue) / inPackets;
  // Packets lost in a blackout are explained by the blackout itself.
  const weatherShare =
    sum(({ lostRandom, lostBurst, lostBlackout = 0 }) => lostRandom + lostBurst - lostBlackout) / inPackets;
  const isBack = id.endsWith('/back');
  const rates = points.flatMap(({ rateBps }) => rateBps ?? []);
  const waits = points.flatMap(({ queueDelayMaxMs }) => queueDelayMaxMs ?? []);
  const [leastRate, longest] = [Math.min(...rates), Math.max(...waits)];
  const share = (fraction: number) => ({ link, share: formatQuantity(fraction, 'fraction') });
  const facts: Text[] = [];
  if (!isBack && leastRate < needBps)
    facts.push(fill(TIMELINE_WORDS.momentRate, { link, rate: formatQuantity(leastRate, 'bps') }));
  if (queueShare >= NOTABLE_QUEUE_LOSS) facts.push(fill(TIMELINE_WORDS.momentQueue, share(queueShare)));
  else if (longest >= NOTABLE_WAIT_MS)
    facts.push(fill(TIMELINE_WORDS.momentWait, { link, ms: formatQuantity(longest, 'ms') }));
  if (weatherShare >= (isBack ? NOTABLE_BACK_LOSS : NOTABLE_LOSS))
    facts.push(fill(TIMELINE_WORDS.momentLost, share(weatherShare)));
  return facts;
}
