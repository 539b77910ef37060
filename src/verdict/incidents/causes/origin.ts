import { overlapMs, type Span } from '../../../metrics/series/span.ts';
import { meanOf } from '../../../metrics/series/values.ts';
import { clamp } from '../links/clamp.ts';
import { mostOf } from '../links/link-seconds.ts';
import { moreThanUsual, observedWith } from '../links/more-than-usual.ts';
import { testSegment } from '../links/test-segment.ts';
import { latencyRiseMs, longestGapMs, type Scene } from '../scene.ts';
import { nearOf } from '../spoilt-beside.ts';
import type { Cause, Evidence } from './cause.ts';

/** Lateness of the origin's event loop: p99 as in validity/signals/origin-late.ts, longest as viewers notice it. Assumption. */
const LATE_P99_MS = 20;
const LATE_MAX_MS = 150;
const CONTRAST = 2;
/** Wait in the pacer that counts as evidence. Assumption. */
const NOTABLE_PACER_MS = 150;

export const origin: Cause = {
  id: 'origin',
  title: { en: 'The media server (origin)', zh: '媒体源站' },
  sentences: {
    late: { en: 'the server stood still for up to {late}', zh: '源站最长停顿 {late}' },
    pacer: {
      en: 'packets waited {paced} in the server before they were sent',
      zh: '数据包在源站内等待 {paced} 才发出',
    },
  },
  advice: {
    en: 'Look at the server’s CPU and its limits on what it sends; on this machine, let the rehearsal run slower.',
    zh: '请检查源站的 CPU 与发送限制；若源站在本机，可放慢彩排。',
  },
  explains: ['stutter', 'sound-gap', 'frame-rate', 'latency'],
  test: (scene) => late(scene) ?? pacer(scene),
};

type OriginSecond = Scene['take']['origin'][number] & Span;

function late(scene: Scene): Evidence | undefined {
  const seconds = secondsIn(scene, [nearOf(scene)]);
  const [p99, longest] = [mostOf(seconds.map((line) => line.loopP99Ms)), mostOf(seconds.map((line) => line.loopMaxMs))];
  const usual = meanOf(secondsIn(scene, scene.quiet).map((line) => line.loopMaxMs));
  if (p99 === undefined || longest === undefined || (p99 <= LATE_P99_MS && longest < LATE_MAX_MS)) return undefined;
  if (usual !== undefined && longest < CONTRAST * usual) return undefined;
  const strength = clamp(0.4 + longest / Math.max(LATE_MAX_MS, longestGapMs(scene), latencyRiseMs(scene)));
  return { way: 'late', strength, observed: { late: observedWith(longest, usual, 'ms') } };
}

/** Looks at the wait in the pacer, which a full line beyond the origin brings about as well. */
function pacer(scene: Scene): Evidence | undefined {
  const waits = (seconds: readonly OriginSecond[]) =>
    seconds.flatMap(({ viewers }) => viewers.find(({ viewer }) => viewer === scene.viewer.id)?.pacerQueuedMs ?? []);
  const longest = mostOf(waits(secondsIn(scene, [scene.sought])));
  const usual = meanOf(waits(secondsIn(scene, scene.quiet)));
  if (longest === undefined || moreThanUsual(longest, usual) < NOTABLE_PACER_MS) return undefined;
  const isDownstream = (['haul', 'access'] as const).some(
    (segment) => testSegment(scene, segment, ['blackout', 'loss', 'queue', 'wait', 'delay']) !== undefined,
  );
  const share = clamp(longest / Math.max(NOTABLE_PACER_MS, longestGapMs(scene), latencyRiseMs(scene)));
  return {
    way: 'pacer',
    strength: isDownstream ? share / 3 : share,
    observed: { paced: observedWith(longest, usual, 'ms') },
  };
}

function secondsIn({ take }: Scene, spans: readonly Span[]): readonly OriginSecond[] {
  return take.origin
    .map((line, i) => ({ ...line, fromMs: take.origin[i - 1]?.atMs ?? line.atMs - 1000, toMs: line.atMs }))
    .filter((second) => spans.some((span) => overlapMs(second, span) > 0));
}
