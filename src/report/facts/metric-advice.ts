import type { TakeResult } from '../../model/result/result.ts';
import type { Verdict } from '../../model/result/verdict.ts';
import { fill, type Text } from '../messages/words.ts';
import { formatQuantity } from '../text/format.ts';

const WORDS = {
  joining: {
    en: 'Connecting took {join} of it, some {trips} round trips of {trip}.',
    zh: '其中建立连接用了 {join}，约 {trips} 个往返（每个 {trip}）。',
  },
  distance: {
    en: 'Connecting takes several round trips: shorten the way (an accelerated line, a server nearer to these viewers), or set a limit that this distance allows.',
    zh: '建立连接需要多个往返：请缩短路径（加速线路、离观众更近的服务器），或按该距离放宽上限。',
  },
  latency: {
    en: 'See “Where the latency goes”: a shorter way takes off delay, a line that loses less shortens the player’s buffer.',
    zh: '见“延迟去了哪里”：路径更短可减少延迟，丢包更少的线路可缩短播放缓冲。',
  },
  clarity: {
    en: 'Send more bits, or a smaller picture at this bitrate; “What to send” finds out which.',
    zh: '请提高码率，或在此码率下缩小画面；见“推流建议”。',
  },
  frames: {
    en: 'Send fewer frames a second or a smaller picture, so that all of them arrive.',
    zh: '请降低帧率或缩小画面，使每一帧都能送达。',
  },
  sound: {
    en: 'Sound is lost with the packets of its line: these viewers need a line that loses less, or more of the line left over by the picture.',
    zh: '声音随线路的数据包一同丢失：需要丢包更少的线路，或让画面给声音留出更多带宽。',
  },
  apart: {
    en: 'Sound and picture are held back differently by loss: a line that loses less, or a lower bitrate, brings them together.',
    zh: '丢包使声音与画面的缓冲不同步：换用丢包更少的线路或降低码率可使其一致。',
  },
} as const satisfies Record<string, Text>;

const ADVICE: Readonly<Record<string, Text>> = {
  ...{ firstFrame: WORDS.distance, joinTime: WORDS.distance },
  ...{ latency: WORDS.latency, roundTripTime: WORDS.latency, bufferDelay: WORDS.latency },
  ...{ clarity: WORDS.clarity, clarityPsnr: WORDS.clarity, videoScore: WORDS.clarity },
  ...{ frameRate: WORDS.frames, frameUnevenness: WORDS.frames },
  ...{ audioStutterRate: WORDS.sound, audioConcealment: WORDS.sound, longestAudioGap: WORDS.sound },
  ...{ audioGapCount: WORDS.sound, audioScore: WORDS.sound, audioLatency: WORDS.latency },
  ...{ audioLead: WORDS.apart, audioLag: WORDS.apart, avOffset: WORDS.apart },
};

/** Returns what changes a number where nothing single on the way stood out; undefined for numbers that only count. */
export function metricAdvice(metric: string): Text | undefined {
  return Object.hasOwn(ADVICE, metric) ? ADVICE[metric] : undefined;
}

/** Tells how much of a late first frame went into connecting, if that is known. */
export function joiningFacts({ metric, viewer }: Verdict, take: TakeResult | undefined): Text[] {
  const { joinTime, roundTripTime } = take?.viewers.find(({ id }) => id === viewer)?.metrics ?? {};
  if (metric !== 'firstFrame' || joinTime?.type !== 'value' || roundTripTime?.type !== 'distribution') return [];
  const [joinMs, tripMs] = [joinTime.value, roundTripTime.p50];
  if (tripMs <= 0) return [];
  const trips = Math.max(1, Math.round(joinMs / tripMs));
  return [fill(WORDS.joining, { join: formatQuantity(joinMs, 'ms'), trip: formatQuantity(tripMs, 'ms'), trips })];
}
