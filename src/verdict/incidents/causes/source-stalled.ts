import { AUDIO_STUTTER_GAP_MS } from '../../../metrics/audio/audio-stutter-rate.ts';
import { madeIn, withoutRepeats } from '../../../metrics/frames/made-in.ts';
import { evenGapMs } from '../../../metrics/freezes/stutter-metric.ts';
import { askedPictureRate } from '../../../metrics/picture/clip-record.ts';
import { repeatedIntervals } from '../../../metrics/picture/source-timeline.ts';
import { cachePerTake } from '../../../metrics/series/cache-per-viewer.ts';
import { overlapMs, type Span } from '../../../metrics/series/span.ts';
import { clamp } from '../links/clamp.ts';
import { longestGapMs, type Scene } from '../scene.ts';
import type { Cause, Evidence } from './cause.ts';

/** Share of the pictures asked for below which too few were made (symptoms/slow-frame-rates.ts). */
const FEW_SHARE = 0.7;
/** Share of a stop that a source which made nothing for less than a stutter must make up: the way adds the rest. Assumption. */
const NOTABLE_SHARE = 0.6;

export const sourceStalled: Cause = {
  id: 'source-stalled',
  title: { en: 'The source gave no new picture', zh: '信号源没有新画面' },
  sentences: {
    still: { en: 'the source made no new picture for {still}', zh: '信号源有 {still} 没有新画面' },
    slow: { en: 'the source made only {made}; {asked} was asked for', zh: '信号源仅 {made}，设定为 {asked}' },
  },
  advice: {
    en: 'Look at camera, capture and player, not at the network: no line can carry a picture that was never made.',
    zh: '请检查摄像机、采集与播放端，而非网络：没有产生的画面任何线路都传不到。',
  },
  explains: ['stutter', 'frame-rate'],
  test: (scene) => still(scene) ?? slow(scene),
};

const newPictures = cachePerTake(({ publisher }) => withoutRepeats(publisher.frames));

function still(scene: Scene): Evidence | undefined {
  const { take, viewer, sought } = scene;
  const frames = newPictures(take);
  if (frames.length === 0) return undefined;
  const stoppedMs = longestGapMs(scene) || AUDIO_STUTTER_GAP_MS;
  const least = Math.max(evenGapMs(take), Math.min(AUDIO_STUTTER_GAP_MS, NOTABLE_SHARE * stoppedMs));
  const gaps: readonly Span[] = [
    ...madeIn(frames, { fromMs: sought.fromMs - least, toMs: sought.toMs }).flatMap(({ madeMs }, i, made) => {
      const next = made[i + 1]?.madeMs;
      return next === undefined ? [] : [{ fromMs: madeMs, toMs: next }];
    }),
    ...lastGap(scene),
    ...repeatedIntervals(viewer),
  ];
  const longest = Math.max(
    0,
    ...gaps.filter((gap) => overlapMs(gap, sought) > 0).map(({ fromMs, toMs }) => toMs - fromMs),
  );
  if (longest <= least) return undefined;
  const strength = clamp(longest / Math.max(longestGapMs(scene), least));
  return { way: 'still', strength, observed: { still: { value: longest, unit: 'ms' } } };
}

/** Returns the gap from the last picture made in the time in question to the next one. */
function lastGap({ take, sought }: Scene): readonly Span[] {
  const frames = newPictures(take);
  const last = frames.findLast(({ madeMs }) => madeMs < sought.toMs);
  const next = frames.find(({ madeMs }) => madeMs >= sought.toMs);
  return last === undefined || next === undefined ? [] : [{ fromMs: last.madeMs, toMs: next.madeMs }];
}

function slow({ take, span }: Scene): Evidence | undefined {
  const asked = askedPictureRate(take);
  const frames = newPictures(take);
  if (frames.length === 0) return undefined;
  const made = madeIn(frames, span).length / ((span.toMs - span.fromMs) / 1000);
  if (span.toMs - span.fromMs < 1000 || made >= FEW_SHARE * asked) return undefined;
  return {
    way: 'slow',
    strength: clamp((asked - made) / asked / 0.5),
    observed: { made: { value: made, unit: 'fps' }, asked: { value: asked, unit: 'fps' } },
  };
}
