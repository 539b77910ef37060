/** A limit that a signal of the machine is held against, and where it comes from. */
export interface ValidityBound {
  readonly limit: number;
  readonly unit: 'ms' | 'fraction' | 'count';
  readonly origin: string;
}

const STARVED_HOSTS = 'our experiments with healthy and starved hosts, 2 shared cores';
/** scripts/strain-takes.ts, docs/validity.md: seconds of takes without a hog, and with one that took 1 to 15 % of every CPU. */
const GRADED_HOG = 'takes under a graded hog, 2 shared cores';
const ASSUMED = 'assumption';

/**
 * All limits of validity in one place. Signals are invalid above their limit unless the name says `min`.
 * They tell a machine that cannot keep up from a network that does not carry; a wrong verdict is worse than none.
 */
export const BOUNDS = {
  /** Above this share of invalid seconds in the window, the take proves nothing. */
  invalidSeconds: { limit: 0.05, unit: 'fraction', origin: STARVED_HOSTS },
  /** The same between the first join and the window: a jitter buffer that grew then is still grown in the window. */
  invalidSecondsBeforeWindow: {
    limit: 0.2,
    unit: 'fraction',
    origin: `${ASSUMED}: what is less has its place in the error of each number (uncertainty)`,
  },
  /** Share of the window that no sample of a source speaks for. */
  unobservedSeconds: { limit: 0.05, unit: 'fraction', origin: 'as invalidSeconds: what nobody saw is not healthy' },

  lateTick: { limit: 16, unit: 'ms', origin: `${STARVED_HOSTS}: healthy 0-2 % of ticks, starved 5-80 %` },
  lateTicks: { limit: 0.03, unit: 'fraction', origin: `${STARVED_HOSTS}: healthy 0-2 %, starved 5-80 %` },
  /** In one second 3 % is not even one tick of 30: more than three of 30. */
  lateTicksInSecond: {
    limit: 0.1,
    unit: 'fraction',
    origin: `${GRADED_HOG}: without at most 0.03, above 4 % taken 0.16 (p99)`,
  },
  veryLateTick: { limit: 50, unit: 'ms', origin: STARVED_HOSTS },
  missingTicks: { limit: 0, unit: 'count', origin: 'a tick that made no frame would look like a lost frame' },
  /** Of the frame interval. */
  encodeTime: { limit: 0.75, unit: 'fraction', origin: `${STARVED_HOSTS}: healthy 14-17 of 33 ms, starved 24-250` },
  /** Share of a second, by the browser's own word. */
  limitedByCpu: { limit: 0.1, unit: 'fraction', origin: ASSUMED },
  /** Of the frame interval. Without a calibration on the idle machine; with one, twice the idle time. */
  decodeTime: { limit: 0.5, unit: 'fraction', origin: `${STARVED_HOSTS}: healthy 4-5 of 33 ms, starved 6-80` },
  /** Of a second's 50 ticks that is the worst one. */
  viewerTimer: {
    limit: 40,
    unit: 'ms',
    origin: `${STARVED_HOSTS}: starved 30-300 ms; healthy 1-6, and 20-32 in a second with a scene cut, with four viewers at 60 % busy`,
  },
  originLoop: {
    limit: 20,
    unit: 'ms',
    origin: `late transport-cc feedback keeps the publisher under its bitrate; ${GRADED_HOG}: without at most 1.7, with 12`,
  },
  /** The runner only samples: it must be late by a good part of the interval before it spoils a sample. */
  runnerLoop: { limit: 100, unit: 'ms', origin: `${GRADED_HOG}: at most 51 ms, and no sample was spoilt` },

  shaperLateness: {
    limit: 5,
    unit: 'ms',
    origin: `p99 0.15 ms on a quiet host, 3.7 at 3.6 % steal, 41 at 26 %; ${GRADED_HOG}: without at most 0.4`,
  },
  unaskedDrops: { limit: 0, unit: 'count', origin: 'a loss that no link asked for is not the scenario' },

  /** Of the asked bitrate and frame rate. */
  encodeTimeOfSkipper: {
    limit: 0.5,
    unit: 'fraction',
    origin:
      'of the frame interval; below it an encoder skips for its bitrate, not for lack of CPU: 4-8 of 33 ms at 26.5 fps',
  },
  minSkippedTo: {
    limit: 0.75,
    unit: 'fraction',
    origin: 'assumption: below it something else is wrong, whatever the encode time',
  },
  minPublisherRate: { limit: 0.9, unit: 'fraction', origin: ASSUMED },
  /** Of those asked for; the window's edges may cut off one. */
  minKeyframes: { limit: 0.8, unit: 'fraction', origin: ASSUMED },
  clocksApart: {
    limit: 5,
    unit: 'ms',
    origin:
      'of 73 pages none was surely apart (brackets of 5 to 21 ms around 0); assumption: whoever sets a clock moves it by more',
  },
  earlyFrames: {
    limit: 0.01,
    unit: 'fraction',
    origin: `${ASSUMED}: no frame was seen before its stamp in any of our takes; one code in 4096 is misread at most`,
  },
  unreadFrames: { limit: 0.1, unit: 'fraction', origin: 'a reader on a healthy host sees every decoded frame' },
  unreadableFrames: { limit: 0.01, unit: 'fraction', origin: 'no time code was unreadable in any of our takes' },
  /** Of the packets received: what media may miss beyond what links lost. */
  mediaLossBeyondLinks: {
    limit: 0.005,
    unit: 'fraction',
    origin: `${ASSUMED}: packets on their way at the edges, and late ones counted as missing when a second ended`,
  },
  mediaLossSlack: { limit: 10, unit: 'count', origin: 'as mediaLossBeyondLinks' },
} as const satisfies Record<string, ValidityBound>;
