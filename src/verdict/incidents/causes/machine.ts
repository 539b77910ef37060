import { madeIn } from '../../../metrics/frames/made-in.ts';
import { isWithin, overlapMs } from '../../../metrics/series/span.ts';
import { type Reading, readingsOf } from '../../validity/readings.ts';
import { decoderSlow } from '../../validity/signals/decoder-slow.ts';
import { lateFraction } from '../../validity/signals/generator-late.ts';
import { runnerLate } from '../../validity/signals/runner-late.ts';
import { shaperLate } from '../../validity/signals/shaper-late.ts';
import { viewerTimerLate } from '../../validity/signals/viewer-timer-late.ts';
import { clamp } from '../links/clamp.ts';
import { mostOf } from '../links/link-seconds.ts';
import { latencyRiseMs, longestGapMs, type Scene } from '../scene.ts';
import { nearOf, spoiltBeside } from '../spoilt-beside.ts';
import type { Cause, Evidence } from './cause.ts';

/** Share of the pictures made late, and lateness of one, from which the machine did not keep up (validity/signals/generator-late.ts). */
const LATE_SHARE = 0.1;
const LATE_MS = 50;

/** The machine that rehearses was late: viewers of the real broadcast would not have had this. */
export const machine: Cause = {
  id: 'machine',
  title: { en: 'The rehearsing machine', zh: '彩排用的机器' },
  sentences: {
    crash: { en: 'a part of the rehearsal crashed', zh: '彩排程序崩溃' },
    network: { en: 'the emulated network was {late} late', zh: '模拟网络投递晚 {late}' },
    viewer: { en: 'the viewer’s browser was {late} late on this machine', zh: '本机上观众浏览器晚 {late}' },
    decoder: { en: 'this machine was too slow to decode', zh: '本机解码过慢' },
    pictures: { en: 'pictures were made up to {late} late', zh: '本机生成画面最多晚 {late}' },
    runner: { en: 'this machine did not respond in time', zh: '本机响应不及时' },
  },
  advice: {
    en: 'Not the network’s doing: free the machine, or let it play slower (--slow auto).',
    zh: '与网络无关：释放机器资源，或放慢彩排（--slow auto）。',
  },
  explains: ['stutter', 'sound-gap', 'frame-rate', 'latency', 'clarity'],
  test(scene) {
    const near = nearOf(scene);
    const crash = scene.take.events.find(({ name, atMs }) => name === 'crashed' && isWithin(atMs, near));
    if (crash !== undefined) return { way: 'crash', strength: 1, observed: {} };
    return (
      lateness('network', shaperMs(scene), spoiltBeside(scene, shaperLate)) ??
      lateness('viewer', viewerMs(scene), spoiltBeside(onlyThisViewer(scene), viewerTimerLate)) ??
      latePictures(scene) ??
      lateness('decoder', undefined, spoiltBeside(onlyThisViewer(scene), decoderSlow)) ??
      lateness('runner', undefined, spoiltBeside(scene, runnerLate))
    );
  },
};

function onlyThisViewer(scene: Scene): Scene {
  return { ...scene, take: { ...scene.take, viewers: [scene.viewer] } };
}

function lateness(way: string, lateMs: number | undefined, spoilt: unknown): Evidence | undefined {
  if (spoilt === undefined) return undefined;
  return { way, strength: 1, observed: lateMs === undefined ? {} : { late: { value: lateMs, unit: 'ms' } } };
}

function shaperMs(scene: Scene): number | undefined {
  return mostNear(
    scene,
    readingsOf(scene.take.links, ({ shaper }) => shaper.latenessP99Ms),
  );
}

function viewerMs(scene: Scene): number | undefined {
  return mostNear(
    scene,
    readingsOf(scene.viewer.timers, ({ lateP99Ms }) => lateP99Ms),
  );
}

/** Returns the largest reading of the time that the validity signals look at. */
function mostNear(scene: Scene, readings: readonly Reading[]): number | undefined {
  const near = nearOf(scene);
  return mostOf(readings.filter((reading) => overlapMs(reading, near) > 0).map(({ value }) => value));
}

/** Looks at pictures that were made late: many of them, or one, which explains no more than it was late by. */
function latePictures(scene: Scene): Evidence | undefined {
  const frames = madeIn(scene.take.publisher.frames, nearOf(scene));
  const lateMs = frames.reduce((worst, frame) => Math.max(worst, frame.lateMs), 0);
  const areMany = lateFraction(frames) > LATE_SHARE;
  if (lateMs <= LATE_MS && !areMany) return undefined;
  const explainedMs = Math.max(longestGapMs(scene), latencyRiseMs(scene));
  const strength = areMany ? 1 : explainedMs === 0 ? 0 : clamp(lateMs / explainedMs);
  return { way: 'pictures', strength, observed: { late: { value: lateMs, unit: 'ms' } } };
}
