import { bufferDelay } from '../../../metrics/path/buffer-delay.ts';
import { measuredWindow } from '../../../metrics/series/measured-window.ts';
import { overlapMs, type Span } from '../../../metrics/series/span.ts';
import { meanOf } from '../../../metrics/series/values.ts';
import { clamp } from '../links/clamp.ts';
import { mostOf } from '../links/link-seconds.ts';
import { latencyRiseMs, type Scene } from '../scene.ts';
import type { Cause } from './cause.ts';

/** Share of the rise in latency that the buffer must make up. */
const NOTABLE_SHARE = 0.4;
/** Time at the window's beginning in which a buffer may still be settling after the join, ms. Assumption. */
const SETTLING_MS = 12_000;
/** Weight of a consequence: a buffer grows because of jitter, loss or a device, which come first where they are known. */
const CONSEQUENCE = 0.5;

export const jitterBuffer: Cause = {
  id: 'jitter-buffer',
  title: { en: 'The viewer’s jitter buffer', zh: '观众端抖动缓冲' },
  sentences: {
    settling: {
      en: 'the jitter buffer was still settling after the join, at {buffer} instead of {bufferUsual}',
      zh: '加入后抖动缓冲尚未收敛：{buffer}，平时 {bufferUsual}',
    },
    grown: {
      en: 'the jitter buffer had grown from {bufferUsual} to {buffer}',
      zh: '抖动缓冲由 {bufferUsual} 增至 {buffer}',
    },
  },
  advice: {
    en: 'The buffer shrinks again by itself: a longer warm-up leaves the join out of the measured time.',
    zh: '缓冲会自行收敛：延长预热可将加入阶段排除在测量之外。',
  },
  explains: ['latency'],
  test(scene) {
    const beside = mostOf(delays(scene, [scene.span]));
    const usual = meanOf(delays(scene, scene.quiet));
    const riseMs = latencyRiseMs(scene);
    if (beside === undefined || usual === undefined || riseMs === 0) return undefined;
    const share = (beside - usual) / riseMs;
    if (share < NOTABLE_SHARE) return undefined;
    const opened = measuredWindow(scene.take)?.fromMs ?? Number.NEGATIVE_INFINITY;
    const isSettling = scene.span.fromMs - opened < 1000 && scene.span.toMs - opened < SETTLING_MS;
    return {
      way: isSettling ? 'settling' : 'grown',
      strength: CONSEQUENCE * clamp(share),
      observed: { buffer: { value: beside, usual, unit: 'ms' } },
    };
  },
};

function delays({ viewer, take }: Scene, spans: readonly Span[]): readonly number[] {
  const window = measuredWindow(take);
  if (window === undefined) return [];
  return (bufferDelay.series?.(viewer, take) ?? []).flatMap(({ second, value }) => {
    const at = { fromMs: window.fromMs + second * 1000, toMs: window.fromMs + (second + 1) * 1000 };
    return value !== undefined && spans.some((span) => overlapMs(at, span) > 0) ? [value] : [];
  });
}
