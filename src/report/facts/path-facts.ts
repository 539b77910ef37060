import type { LinkTotals, Result, ScenarioSummary, TakeResult } from '../../model/result/result.ts';
import type { Verdict } from '../../model/result/verdict.ts';
import type { LinkProfile } from '../../model/scenario/link-profile.ts';
import { leastBitrateBps, sentBitrateBps } from '../../model/scenario/sent-streams.ts';
import { SKIP_WORDS } from '../messages/encoder-words.ts';
import { TIMELINE_WORDS } from '../messages/timeline-words.ts';
import { fill, type Text, WORDS } from '../messages/words.ts';
import { formatLimit, formatQuantity, formatSpan } from '../text/format.ts';
import { type Moment, moments } from '../timeline/moments.ts';
import { heldBackBy } from './held-back-by.ts';
import { lostPackets } from './link-loss.ts';
import { summarizePath } from './path-summary.ts';

type RegionSummary = ScenarioSummary['regions'][number];

/** A link that loses less than this is not worth a sentence (1 %: where retransmission begins to cost visible delay; assumption). */
const TELLING_LOSS_FRACTION = 0.01;
/** Share of a line that media may fill; the rest is for headers, resends and bursts of key frames (assumption). */
const USABLE_RATE_FRACTION = 0.85;
/** Below this, advising a lower bitrate is no help: 100 kbps of video is not watchable at any size we rehearse (assumption). */
const LEAST_VIDEO_BPS = 100_000;
/** What moments tell of. */
const STILL_METRICS: readonly string[] = ['stutterRate', 'freezeRate', 'freezeCount', 'frameRate'];
/** What a publisher that leaves frames out spoils. */
const PICTURE_METRICS: readonly string[] = [...STILL_METRICS, 'frameLoss', 'frameUnevenness', 'videoScore'];
/** One frame in twenty left out is seen in motion; an encoder's skip after a cut is below (assumption). */
const TELLING_SKIP_FRACTION = 0.05;
/** In a sentence of the verdict; the page lists more. */
const MOST_MOMENTS = 2;
/** The bitrate advised is rounded down to this. */
const BITRATE_STEP_BPS = 50_000;
/** A path that takes this share of the latency limit by itself is worth naming (assumption). */
const TELLING_DELAY_SHARE = 0.5;

/** What of the region's path, as asked for and as counted, stands beside a missed budget. Most telling first. */
export function pathFacts(result: Result, verdict: Verdict, take: TakeResult | undefined) {
  const region = result.scenario.regions.find(({ id }) => id === verdict.region);
  if (region === undefined) return { facts: [] };
  const narrow = narrowLines(result.scenario, region);
  const facts = [
    ...sourceSkips(result.scenario, verdict, take),
    ...narrow.map(({ text }) => text),
    ...lossFacts(take, region, verdict.viewer),
    ...momentFacts(result, verdict, take),
  ];
  const delay = delayFact(result.scenario, region, verdict);
  if (delay !== undefined) facts.push(delay);
  const rates = narrow.map(({ perViewerBps }) => perViewerBps);
  return rates.length === 0 ? { facts } : { facts, advice: bitrateAdvice(result.scenario, Math.min(...rates)) };
}

/** Frames that were never sent, with what stood beside that on the publisher's own line. */
function sourceSkips(
  { broadcast }: ScenarioSummary,
  { metric, viewer }: Verdict,
  take: TakeResult | undefined,
): Text[] {
  const skips = take?.viewers.find(({ id }) => id === viewer)?.metrics.publisherFrameSkips;
  if (!PICTURE_METRICS.includes(metric) || skips?.type !== 'value' || skips.value < TELLING_SKIP_FRACTION) return [];
  const share = formatQuantity(skips.value, 'fraction');
  const ways = take?.links.filter(({ link }) => link.startsWith('first-mile/')) ?? [];
  const needBps = sentBitrateBps(broadcast.video) + broadcast.audio.bitrateBps;
  const line = ways.length === 0 ? undefined : heldBackBy(ways, needBps);
  if (line !== undefined) return [fill(SKIP_WORDS.sourceHeldBack, { share, line })];
  return [fill(ways.length === 0 ? SKIP_WORDS.sourceSkipsUnknown : SKIP_WORDS.sourceSkips, { share })];
}

/** The longest times that the viewer's picture stood still, with what stood beside each. */
function momentFacts(result: Result, { metric, viewer, region }: Verdict, take: TakeResult | undefined): Text[] {
  if (take === undefined || !STILL_METRICS.includes(metric)) return [];
  const length = ({ fromMs, toMs, stillMs }: Moment) => stillMs ?? toMs - fromMs;
  const own = moments(result, take, region)
    .filter((moment) => moment.viewer === viewer && moment.facts.length > 0)
    // A picture that hardly ever moved has no moments: what holds all the time is told above.
    .filter((moment) => length(moment) < result.scenario.durationMs / 2);
  const longest = [...own].sort((a, b) => length(b) - length(a)).slice(0, MOST_MOMENTS);
  return own
    .filter((moment) => longest.includes(moment))
    .map((moment) => {
      const facts = {
        en: moment.facts.map(({ en }) => en).join('; '),
        zh: moment.facts.map(({ zh }) => zh).join('；'),
      };
      return fill(TIMELINE_WORDS.momentFact, { span: formatSpan(moment), facts });
    });
}

/** Lines slower than the stream they must carry. The haul carries the stream once for each viewer. */
function narrowLines(scenario: ScenarioSummary, region: RegionSummary): { text: Text; perViewerBps: number }[] {
  const { video, audio } = scenario.broadcast;
  // All streams on the first mile; further on the least that a viewer can be given.
  const [sent, least] = [sentBitrateBps(video) + audio.bitrateBps, leastBitrateBps(video) + audio.bitrateBps];
  const lines = [
    { rate: leastRateBps(scenario.broadcast.firstMile.out), need: sent, streams: 1, words: WORDS.rateBelowFirstMile },
    { rate: leastRateBps(region.haul.out), need: least, streams: region.viewers, words: WORDS.rateBelowHaul },
    { rate: leastRateBps(region.access.out), need: least, streams: 1, words: WORDS.rateBelowAccess },
  ];
  return lines.flatMap(({ rate, need, streams, words }) => {
    if (rate === undefined || rate >= need * streams) return [];
    const text = fill(words, {
      rate: formatQuantity(rate, 'bps'),
      need: formatQuantity(need * streams, 'bps', 1),
      viewers: region.viewers,
    });
    return [{ text, perViewerBps: rate / streams }];
  });
}

/** The least that is planned; what a trace dips to is not known here, its mean is. */
function leastRateBps({ rateBps, rateSteps }: LinkProfile): number | undefined {
  return rateBps === undefined
    ? undefined
    : (rateSteps?.steps ?? []).reduce((least, step) => Math.min(least, step.rateBps), rateBps);
}

function bitrateAdvice({ broadcast }: ScenarioSummary, lineBps: number): Text {
  const room = lineBps * USABLE_RATE_FRACTION - broadcast.audio.bitrateBps;
  const videoBps = Math.floor(room / BITRATE_STEP_BPS) * BITRATE_STEP_BPS;
  if (videoBps < LEAST_VIDEO_BPS) return WORDS.adviceLine;
  return fill(WORDS.adviceBitrate, { bitrate: formatLimit(videoBps, 'bps') });
}

/** Links on the way to the viewer in question that lost a telling share: queue first, then weather. */
function lossFacts(take: TakeResult | undefined, region: RegionSummary, viewer: string | undefined): Text[] {
  const names: [string, Text][] = [
    ['first-mile/out', WORDS.linkFirstMile],
    [`haul:${region.id}/out`, WORDS.linkHaul],
  ];
  if (viewer !== undefined) names.push([`access:${viewer}/out`, fill(WORDS.linkAccess, { viewer })]);
  return names.flatMap(([id, link]) => {
    const totals = take?.links.find((candidate) => candidate.link === id);
    return totals === undefined ? [] : linkFacts(totals, link);
  });
}

function linkFacts(totals: LinkTotals, link: Text): Text[] {
  if (totals.inPackets === 0) return [];
  const queueShare = totals.lostQueue / totals.inPackets;
  const weatherShare = (lostPackets(totals) - totals.lostQueue) / totals.inPackets;
  return [
    { share: queueShare, words: WORDS.queueDrops },
    { share: weatherShare, words: WORDS.weatherDrops },
  ].flatMap(({ share, words }) =>
    share < TELLING_LOSS_FRACTION ? [] : [fill(words, { link, share: formatQuantity(share, 'fraction') })],
  );
}

function delayFact(scenario: ScenarioSummary, region: RegionSummary, verdict: Verdict): Text | undefined {
  if (verdict.metric !== 'latency') return undefined;
  const { out } = summarizePath([scenario.broadcast.firstMile, region.haul, region.access]);
  if (out.delayMs < verdict.limit * TELLING_DELAY_SHARE) return undefined;
  return fill(WORDS.pathDelay, { delay: formatQuantity(out.delayMs, 'ms') });
}
