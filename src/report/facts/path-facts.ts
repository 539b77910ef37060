import type { Evidence } from '../../metrics/metric.ts';
import { findMetric } from '../../metrics/registry.ts';
import type { MetricId } from '../../model/result/metric.ts';
import type { LinkTotals, Result, ScenarioSummary, TakeResult } from '../../model/result/result.ts';
import type { Verdict } from '../../model/result/verdict.ts';
import type { LinkProfile } from '../../model/scenario/link-profile.ts';
import { leastBitrateBps, sentBitrateBps } from '../../model/scenario/sent-streams.ts';
import { SKIP_WORDS } from '../messages/encoder-words.ts';
import { TIMELINE_WORDS } from '../messages/timeline-words.ts';
import { fill, type Text, WORDS } from '../messages/words.ts';
import { formatLimit, formatQuantity, formatSpan } from '../text/format.ts';
import { viewerName } from '../text/names.ts';
import { type Moment, moments } from '../timeline/moments.ts';
import { heldBackBy } from './held-back-by.ts';
import { lossShare, lostPackets } from './link-loss.ts';
import { summarizePath } from './path-summary.ts';

type RegionSummary = ScenarioSummary['regions'][number];

/** Loss from which a link is worth a sentence (1 %: where retransmission begins to cost visible delay; assumption). */
const NOTABLE_LOSS_FRACTION = 0.01;
/** Share of the pictures lost on a hop from which its packets are worth one as well (assumption). */
const NOTABLE_FRAMES_FRACTION = 0.05;
/** Share of a line's rate that media may fill; the rest is for headers, retransmissions and bursts of keyframes (assumption). */
const USABLE_RATE_FRACTION = 0.85;
/** Bitrate below which advising a lower one is no help: 100 kbps of video is not watchable at any size we rehearse (assumption). */
const LEAST_VIDEO_BPS = 100_000;
/** Share of skipped frames worth a sentence: one frame in twenty shows in motion, an encoder's skips after a cut are fewer (assumption). */
const NOTABLE_SKIP_FRACTION = 0.05;
/** Most moments in a sentence of the verdict; the page lists more. */
const MOST_MOMENTS = 2;
/** Step to which an advised bitrate is rounded down. */
const BITRATE_STEP_BPS = 50_000;
/** Share of the latency limit from which the path's own delay is worth naming (assumption). */
const NOTABLE_DELAY_SHARE = 0.5;

/** Collects facts of the region's path, as configured and as counted, that explain a missed budget; most telling first. */
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

/** Tells of frames that were never sent, and whether the publisher's own line held them back. */
function sourceSkips(
  { broadcast }: ScenarioSummary,
  { metric, viewer }: Verdict,
  take: TakeResult | undefined,
): Text[] {
  const skips = take?.viewers.find(({ id }) => id === viewer)?.metrics.publisherFrameSkips;
  if (!hasEvidence(metric, 'skipped-frames') || skips?.type !== 'value' || skips.value < NOTABLE_SKIP_FRACTION)
    return [];
  const share = formatQuantity(skips.value, 'fraction');
  const firstMile = take?.links.filter(({ link }) => link.startsWith('first-mile/')) ?? [];
  const needBps = sentBitrateBps(broadcast.video) + broadcast.audio.bitrateBps;
  const line = firstMile.length === 0 ? undefined : heldBackBy(firstMile, needBps);
  if (line !== undefined) return [fill(SKIP_WORDS.sourceHeldBack, { share, line })];
  const lost = Math.max(0, ...firstMile.map((link) => lossShare(link) ?? 0));
  if (lost > 0) return [fill(SKIP_WORDS.sourceSkipsBesideLoss, { share, lost: formatQuantity(lost, 'fraction') })];
  return [fill(firstMile.length === 0 ? SKIP_WORDS.sourceSkipsUnknown : SKIP_WORDS.sourceSkips, { share })];
}

/** Tells of the longest times that the viewer's picture stood still, with what happened beside each. */
function momentFacts(result: Result, { metric, viewer, region }: Verdict, take: TakeResult | undefined): Text[] {
  if (take === undefined || !hasEvidence(metric, 'still-picture')) return [];
  const length = ({ fromMs, toMs, stillMs }: Moment) => stillMs ?? toMs - fromMs;
  const own = moments(result, take, region)
    .filter((moment) => moment.viewer === viewer && moment.facts.length > 0)
    // A picture that hardly ever moved has no single moments; what holds all the time is stated above.
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

/** Finds lines slower than the stream they must carry. The haul carries the stream once for each viewer. */
function narrowLines(scenario: ScenarioSummary, region: RegionSummary): { text: Text; perViewerBps: number }[] {
  const { video, audio } = scenario.broadcast;
  // The first mile carries all streams; further on, the least that a viewer can be given.
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

/** Returns the least planned rate, bit/s; of a trace only the mean is known here, not its dips. */
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

/**
 * Tells of links on the viewer's path that lost a telling share of packets: in the queue first, then by weather. Where a hop took
 * many pictures, any loss is telling: unrepaired, one packet takes all up to the next keyframe.
 */
function lossFacts(take: TakeResult | undefined, region: RegionSummary, viewer: string | undefined): Text[] {
  const metrics = take?.viewers.find(({ id }) => id === viewer)?.metrics;
  const frames = (...ids: readonly MetricId[]) =>
    ids.reduce((sum, id) => sum + (metrics?.[id]?.type === 'value' ? metrics[id].value : 0), 0);
  const [firstMile, path] = [frames('firstMileFrameLoss', 'undecodableFrames'), frames('networkFrameLoss')];
  const names: [string, Text, number][] = [
    ['first-mile/out', WORDS.linkFirstMile, firstMile],
    [`haul:${region.id}/out`, WORDS.linkHaul, path],
  ];
  if (viewer !== undefined)
    names.push([`access:${viewer}/out`, fill(WORDS.linkAccess, { viewer: viewerName([region], viewer) }), path]);
  return names.flatMap(([id, link, lostFrames]) => {
    const totals = take?.links.find((candidate) => candidate.link === id);
    const least = lostFrames >= NOTABLE_FRAMES_FRACTION ? Number.MIN_VALUE : NOTABLE_LOSS_FRACTION;
    return totals === undefined ? [] : linkFacts(totals, link, least);
  });
}

function linkFacts(totals: LinkTotals, link: Text, least: number): Text[] {
  if (totals.inPackets === 0) return [];
  const queueShare = totals.lostQueue / totals.inPackets;
  const weatherShare = (lostPackets(totals) - totals.lostQueue) / totals.inPackets;
  return [
    { share: queueShare, words: WORDS.queueDrops },
    { share: weatherShare, words: WORDS.weatherDrops },
  ].flatMap(({ share, words }) =>
    share < least ? [] : [fill(words, { link, share: formatQuantity(share, 'fraction') })],
  );
}

function delayFact(scenario: ScenarioSummary, region: RegionSummary, verdict: Verdict): Text | undefined {
  if (!hasEvidence(verdict.metric, 'path-delay')) return undefined;
  const { out } = summarizePath([scenario.broadcast.firstMile, region.haul, region.access]);
  if (out.delayMs < verdict.limit * NOTABLE_DELAY_SHARE) return undefined;
  return fill(WORDS.pathDelay, { delay: formatQuantity(out.delayMs, 'ms') });
}

function hasEvidence(metric: string, evidence: Evidence): boolean {
  return findMetric(metric)?.evidence.includes(evidence) === true;
}
