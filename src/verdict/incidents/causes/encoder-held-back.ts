import { madeIn } from '../../../metrics/frames/made-in.ts';
import { type CounterQuery, counterSteps } from '../../../metrics/series/counters.ts';
import { overlapMs, type Span } from '../../../metrics/series/span.ts';
import { encodedVideo, outboundVideos } from '../../../metrics/series/stats-reports.ts';
import { meanOf } from '../../../metrics/series/values.ts';
import { sentBitrateBps } from '../../../model/scenario/sent-streams.ts';
import { clamp } from '../links/clamp.ts';
import { mostOf } from '../links/link-seconds.ts';
import { moreThanUsual, observedWith } from '../links/more-than-usual.ts';
import type { Scene } from '../scene.ts';
import type { Cause, Evidence } from './cause.ts';
import { firstMile } from './first-mile.ts';
import { publisherCpu } from './publisher-cpu.ts';

const ENCODED: CounterQuery<'framesEncoded'> = {
  fields: ['framesEncoded'],
  rising: 'framesEncoded',
  select: (reports) => encodedVideo(reports),
};
/** Share of the pictures of a second that were never encoded, and share of the usual target, that count as evidence. Assumptions. */
const NOTABLE_SKIPS = 0.25;
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

function skips(scene: Scene): Evidence | undefined {
  const steps = counterSteps(scene.take.publisher.stats, ENCODED);
  const shares = (span: Span) =>
    steps
      .filter((step) => overlapMs(step, span) > (step.toMs - step.fromMs) / 2)
      .flatMap((step) => {
        const made = madeIn(scene.take.publisher.frames, step).length;
        return made < NOTABLE_SKIPS * 10 ? [] : [Math.max(0, 1 - step.counted.framesEncoded / made)];
      });
  const most = mostOf(shares(scene.sought));
  const quiet = scene.quiet.flatMap(shares);
  // The worst second with the worst: every cut of the scene makes an encoder skip some.
  if (most === undefined || moreThanUsual(most, mostOf(quiet)) < NOTABLE_SKIPS) return undefined;
  const usual = meanOf(quiet);
  const strength = CONSEQUENCE * clamp(0.4 + most);
  return { way: 'skips', strength, observed: { skipped: observedWith(most, usual, 'fraction') } };
}
