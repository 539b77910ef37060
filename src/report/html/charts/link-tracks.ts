import type { LinkPoint, LinkTotals } from '../../../model/result/result.ts';
import type { LinkProfile } from '../../../model/scenario/link-profile.ts';
import { lossShare } from '../../facts/link-loss.ts';
import { TIMELINE_WORDS } from '../../messages/timeline-words.ts';
import { COMMA, fill, type Text } from '../../messages/words.ts';
import { formatLimit, formatQuantity, quantityText } from '../../text/format.ts';
import { niceTicks } from '../../timeline/chart-model.ts';
import { type Content, html, type Markup } from '../markup.ts';
import { stepArea, stepLines, trackY } from './step-shapes.ts';
import { TRACK_HEIGHT, type Track } from './track.ts';

/** Shortest wait that is shown as a queue (assumption: half a frame at 30 fps is 17 ms). */
const NOTABLE_WAIT_MS = 20;
/** Smallest changes of the delay that are shown, in ms and as a share of the least delay; less is jitter, or nothing. */
const NOTABLE_DELAY_MS = 10;
const NOTABLE_DELAY_SHARE = 0.25;
/** Largest capacity drawn, in multiples of the rate used; more would flatten the rate used. */
const ROOM_DRAWN = 3;

type NamedLink = LinkTotals & { readonly name: Text };

/** Returns the tracks of one link; none if it lost nothing, made nothing wait and never changed. */
export function linkTracks(totals: LinkTotals, profile: LinkProfile | undefined, name: Text): Track[] {
  const named = { ...totals, name };
  return [
    ...lossTrack(named),
    ...waitTrack(named, profile),
    ...rateTrack(named, profile),
    ...delayTrack(named, profile),
  ];
}

type Cause = 'random' | 'burst' | 'queue' | 'blackout';

/** Causes of loss, stacked from the bottom up. */
export const CAUSES: readonly (readonly [Cause, Text, (point: LinkPoint) => number])[] = [
  ['blackout', TIMELINE_WORDS.causeBlackout, ({ lostBlackout = 0 }) => lostBlackout],
  ['queue', TIMELINE_WORDS.causeQueue, ({ lostQueue }) => lostQueue],
  ['burst', TIMELINE_WORDS.causeBurst, ({ lostBurst, lostBlackout = 0 }) => lostBurst - lostBlackout],
  ['random', TIMELINE_WORDS.causeRandom, ({ lostRandom }) => lostRandom],
];

function lossTrack(totals: NamedLink): Track[] {
  const { course, stretchSeconds } = totals;
  const shares = course.map((point) => lossShare(point) ?? 0);
  const most = shares.reduce((max, share) => Math.max(max, share), 0);
  if (most === 0) return [];
  const top = topOf(Math.min(1, most), 'fraction');
  const shapes = course.flatMap((point, i) => {
    let base = TRACK_HEIGHT;
    // CoDel drops packets that came in during an earlier second: then more may be lost than came in.
    const scale = TRACK_HEIGHT / top / point.inPackets / Math.max(1, shares[i] ?? 0);
    return CAUSES.flatMap(([cause, , countOf]) => {
      const count = countOf(point);
      if (count <= 0 || point.inPackets === 0) return [];
      const height = round(count * scale);
      base = round(base - height);
      return [
        html`<rect class="cause-${cause}" x="${point.second}" y="${base}" width="${stretchSeconds}" height="${height}"/>`,
      ];
    });
  });
  const max = formatQuantity(Math.min(1, most), 'fraction');
  const numbers = [quantityText(lossShare(totals), 'fraction'), COMMA, fill(TIMELINE_WORDS.most, { max })];
  return [track(totals, TIMELINE_WORDS.lost, formatLimit(top, 'fraction'), numbers, shapes)];
}

function waitTrack(totals: NamedLink, profile: LinkProfile | undefined): Track[] {
  const { course, queueDelayMaxMs = 0, queueDelayP95Ms } = totals;
  if (queueDelayMaxMs < NOTABLE_WAIT_MS) return [];
  const top = topOf(queueDelayMaxMs, 'ms');
  const limit = profile?.queueMs;
  const shapes = [
    stepArea(totals, ({ queueDelayP95Ms: wait }) => wait, top, 'wait'),
    ...stepLines(totals, ({ queueDelayMaxMs: wait }) => wait, top, 'wait-max'),
    ...(limit === undefined || limit > top
      ? []
      : [
          html`<line class="limit" x1="0" x2="${lastSecond(course, totals)}" y1="${trackY(limit, top)}" y2="${trackY(limit, top)}"/>`,
        ]),
  ];
  const p95 = queueDelayP95Ms === undefined ? '' : [`p95 ${formatQuantity(queueDelayP95Ms, 'ms')}`, COMMA];
  return [
    track(
      totals,
      TIMELINE_WORDS.wait,
      formatLimit(top, 'ms'),
      [p95, fill(TIMELINE_WORDS.most, { max: formatQuantity(queueDelayMaxMs, 'ms') })],
      shapes,
    ),
  ];
}

/** Shown where the capacity changes, or is used up. */
function rateTrack(totals: NamedLink, profile: LinkProfile | undefined): Track[] {
  const { course, stretchSeconds, leastRateBps, mostRateBps, queueDelayMaxMs = 0 } = totals;
  const constant = profile?.rateBps;
  const varies = leastRateBps !== undefined && mostRateBps !== undefined && mostRateBps > leastRateBps;
  if (!varies && (constant === undefined || queueDelayMaxMs < NOTABLE_WAIT_MS)) return [];
  const room = ({ rateBps }: LinkPoint) => rateBps ?? constant;
  const used = ({ outBytes }: LinkPoint) => (outBytes * 8) / stretchSeconds;
  const mostUsed = course.reduce((max, point) => Math.max(max, used(point)), 0);
  // Capacity far above the rate used explains nothing.
  if (varies && leastRateBps > mostUsed * ROOM_DRAWN) return [];
  const mostRoom = course.reduce((max, point) => Math.max(max, room(point) ?? 0), 0);
  const top = topOf(Math.max(mostUsed, Math.min(mostRoom, mostUsed * ROOM_DRAWN)) || mostRoom, 'bps');
  const said = varies
    ? `${formatQuantity(leastRateBps, 'bps')} – ${formatQuantity(mostRateBps, 'bps')}`
    : quantityText(constant, 'bps');
  return [
    track(totals, TIMELINE_WORDS.rate, formatLimit(top, 'bps'), said, [
      stepArea(totals, used, top, 'use'),
      ...stepLines(totals, room, top, 'room'),
    ]),
  ];
}

function delayTrack(totals: NamedLink, profile: LinkProfile | undefined): Track[] {
  const delays = totals.course.flatMap(({ meanDelayMs }) => meanDelayMs ?? []);
  if (delays.length === 0) return [];
  const [least, most] = [Math.min(...delays), Math.max(...delays)];
  const jitter = 2 * (profile?.jitterMs ?? 0);
  if (most - least < Math.max(NOTABLE_DELAY_MS, least * NOTABLE_DELAY_SHARE, jitter)) return [];
  const top = topOf(most, 'ms');
  return [
    track(
      totals,
      TIMELINE_WORDS.delay,
      formatLimit(top, 'ms'),
      `${formatQuantity(least, 'ms')} – ${formatQuantity(most, 'ms')}`,
      [...stepLines(totals, ({ meanDelayMs }) => meanDelayMs, top, 'delay')],
    ),
  ];
}

function track({ name }: NamedLink, what: Text, top: string, numbers: Content, shapes: readonly Markup[]): Track {
  const label: Content = html`<b>${name}</b> ${what}<small>${numbers}</small>`;
  return { label, description: [name, ' ', what, ' ', numbers], top, shapes };
}

/** Returns a round number at or above `most`. */
function topOf(most: number, unit: 'ms' | 'bps' | 'fraction'): number {
  return niceTicks(most, unit).at(-1) ?? 1;
}

function lastSecond(course: readonly LinkPoint[], { stretchSeconds }: LinkTotals): number {
  return (course.at(-1)?.second ?? 0) + stretchSeconds;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
