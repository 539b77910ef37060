import { madeIn } from '../../../metrics/frames/made-in.ts';
import { type PassedStep, passedSteps } from '../../../metrics/frames/passed-frames.ts';
import { watchedStreams } from '../../../metrics/frames/watched-streams.ts';
import { overlapMs, type Span } from '../../../metrics/series/span.ts';
import { hasSpatialLayers, outboundVideos } from '../../../metrics/series/stats-reports.ts';
import { meanOf } from '../../../metrics/series/values.ts';
import { sentBitrateBps } from '../../../model/scenario/sent-streams.ts';
import { clamp } from '../links/clamp.ts';
import { mostOf } from '../links/link-seconds.ts';
import { moreThanUsual, observedWith } from '../links/more-than-usual.ts';
import { longestGapMs, type Scene } from '../scene.ts';
import type { Cause, Evidence } from './cause.ts';
import { firstMile } from './first-mile.ts';
import { publisherCpu } from './publisher-cpu.ts';

/** Share of the pictures of a second that were never encoded, and share of the usual target, that count as evidence. Assumptions. */
const NOTABLE_SKIPS = 0.25;
/** Fewer are enough, where they make up so much of a short stop: an encoder leaves out seven or so after a keyframe of a still picture. */
const FEW_SKIPS = 0.1;
const NOTABLE_GAP_SHARE = 0.6;
/** Longest incident of which that is said, ms: in a longer one they may have been left out elsewhere. */
const SHORT_MS = 2000;
const NOTABLE_TARGET = 0.7;
/** Weight of a consequence: what held the encoder back comes first, and stands alone where it is known and explains as much. */
const CONSEQUENCE = 0.9;
const EXPLAINED = 0.4;

export const encoderHeldBack: Cause = {
  id: 'encoder-held-back',
  title: { en: 'The encoder was held back', zh: '编码器被限制' },
  sentences: {
    target: {
      en: 'congestion control held the encoder at {target} instead of {targetUsual}',
      zh: '拥塞控制将编码目标从 {targetUsual} 压到 {target}',
    },
    throughout: {
      en: 'congestion control held the encoder at {target}; {asked} was asked for',
      zh: '拥塞控制将编码目标压到 {target}，而设定码率为 {asked}',
    },
    skips: { en: 'the encoder skipped {skipped} of the pictures', zh: '编码器跳过了 {skipped} 的画面' },
  },
  advice: {
    en: 'Look at the publisher’s own line; if nothing there explains it, at the server’s feedback.',
    zh: '请检查推流端线路；若无异常，再检查服务器的反馈。',
  },
  explains: ['stutter', 'frame-rate', 'clarity'],
  test(scene) {
    const found = [target(scene), skips(scene)].flatMap((evidence) => evidence ?? []);
    const [strongest] = found.toSorted((a, b) => b.strength - a.strength);
    if (strongest === undefined || !isExplained(scene)) return strongest;
    return { ...strongest, strength: EXPLAINED * strongest.strength };
  },
};

/** Returns whether the publisher's CPU or line stands beside it, which hold encoders back. */
function isExplained(scene: Scene): boolean {
  return publisherCpu.test(scene) !== undefined || firstMile.test(scene) !== undefined;
}

function target(scene: Scene): Evidence | undefined {
  const { stats } = scene.take.publisher;
  if (stats.some(({ reports }) => outboundVideos(reports).some(hasSpatialLayers))) return undefined;
  const targets = (spans: readonly Span[]) =>
    stats
      .filter(({ atMs }) => spans.some(({ fromMs, toMs }) => atMs > fromMs && atMs <= toMs))
      .flatMap(({ reports }) => {
        const each = outboundVideos(reports).flatMap(({ targetBitrate }) => targetBitrate ?? []);
        return each.length === 0 ? [] : [each.reduce((sum, bps) => sum + bps, 0)];
      });
  const beside = targets([scene.sought]);
  if (beside.length === 0) return undefined;
  const usual = meanOf(targets(scene.quiet));
  const asked = sentBitrateBps(scene.take.header.take.scenario.broadcast.video);
  const [least, whole] = [Math.min(...beside), usual ?? asked];
  if (least > NOTABLE_TARGET * whole) return undefined;
  const strength = CONSEQUENCE * clamp(0.4 + (whole - least) / whole);
  const target = observedWith(least, usual, 'bps');
  return usual === undefined
    ? { way: 'throughout', strength, observed: { target, asked: { value: asked, unit: 'bps' } } }
    : { way: 'target', strength, observed: { target } };
}

/** Looks at the pictures that the encoder of the viewer's own stream left out. */
function skips(scene: Scene): Evidence | undefined {
  const steps = passedSteps(scene.take, 'framesEncoded', watchedStreams(scene.viewer, scene.take)).flatMap((step) => {
    const made = madeIn(scene.take.publisher.frames, step).length;
    return made < NOTABLE_SKIPS * 10 ? [] : [{ ...step, share: Math.max(0, 1 - step.passed / made) }];
  });
  const isMostlyIn = (step: Span, span: Span) => overlapMs(step, span) > (step.toMs - step.fromMs) / 2;
  const within = (span: Span) => steps.filter((step) => isMostlyIn(step, span));
  // A second in which a short stop began belongs to it, however little of it the stop takes.
  const beside = steps.filter((step) => isMostlyIn(step, scene.sought) || overlapMs(step, scene.span) > 0);
  const most = mostOf(beside.map(({ share }) => share));
  const quiet = scene.quiet.flatMap(within).map(({ share }) => share);
  if (most === undefined) return undefined;
  const usual = meanOf(quiet);
  const gapShare = shareOfGap(scene, beside, usual ?? 0);
  // The worst second with the worst: every cut of the scene makes an encoder skip some.
  const isShort = longestGapMs(scene) > 0 && scene.span.toMs - scene.span.fromMs <= SHORT_MS;
  const least = isShort && gapShare >= NOTABLE_GAP_SHARE ? FEW_SKIPS : NOTABLE_SKIPS;
  if (moreThanUsual(most, mostOf(quiet)) < least) return undefined;
  const strength = CONSEQUENCE * clamp(0.4 + most) * gapShare;
  return { way: 'skips', strength, observed: { skipped: observedWith(most, usual, 'fraction') } };
}

/** Returns how much (0 to 1) of the longest stop the pictures left out make up, were they all in a row. */
function shareOfGap(scene: Scene, steps: readonly (PassedStep & { readonly share: number })[], usual: number): number {
  const gapMs = longestGapMs(scene);
  const skippedMs = steps.reduce(
    (sum, { fromMs, toMs, share }) => sum + (toMs - fromMs) * Math.max(0, share - usual),
    0,
  );
  return gapMs === 0 ? 1 : clamp(skippedMs / gapMs);
}
