import type { Calibration } from '../result/calibration.ts';
import type { SdkFigures } from '../result/sdk-figures.ts';
import type { EventLine } from './event-line.ts';
import type { MeasuredReport } from './measured-stats.ts';
import type { OriginLine } from './origin-line.ts';
import type { EnvironmentLine, HeaderLine } from './recording.ts';
import type { HostLine, LinksLine } from './sample-lines.ts';
import type { SeenFrames } from './seen-frames.ts';
import type { StampedFrames } from './stamped-frames.ts';

/**
 * A recording as metrics and validity see it, ordered by time. Nothing is filled in; spoilt seconds are left out
 * (recording/spoilt).
 */
export interface RecordedTake extends CommonTake {
  readonly viewers: readonly RecordedViewer[];
}

/** Everything in a take but its viewers. */
export interface CommonTake {
  readonly header: HeaderLine;
  readonly environment?: EnvironmentLine;
  /** Undefined when the take ended before its network was calibrated. */
  readonly calibration?: Calibration;
  /**
   * `spoiltSeconds` as in WindowLine, of the window as played; here they are left out, and everything after them has
   * moved back.
   */
  readonly window?: { readonly fromMs: number; readonly toMs: number; readonly spoiltSeconds?: readonly number[] };
  /** Undefined when the recording was cut short. */
  readonly end?: {
    readonly atMs: number;
    readonly reason: 'completed' | 'interrupted' | 'failed';
    readonly detail?: string;
  };
  /** Wall time of the last line read. */
  readonly lastAtMs: number;
  /** Number of lines that could not be parsed, including a torn last line. */
  readonly tornLines: number;
  readonly events: readonly EventLine[];
  readonly publisher: RecordedPublisher;
  readonly host: readonly HostLine[];
  readonly links: readonly LinksLine[];
  readonly origin: readonly OriginLine[];
}

export interface MadeFrame {
  readonly frame: number;
  readonly madeMs: number;
  readonly lateMs: number;
  /** The same picture as the frame before: the clip had no new one. */
  readonly isRepeat?: true;
}

/** Pictures a second of the clip, by its own timestamps. */
export interface ClipRate {
  readonly atMs: number;
  readonly fps: number;
}

/** Size of the picture from a moment on. */
export interface SizedFrom {
  readonly atMs: number;
  readonly width: number;
  readonly height: number;
}

/** Comparison of one frame with its reference frame. */
export interface ClaritySample {
  readonly atMs: number;
  readonly ssim: number;
  readonly psnrDb: number;
}

/** A mark in the sound: the second it stands for (s since 1970), and when it was made or heard. */
export interface SoundMark {
  readonly mark: number;
  readonly atMs: number;
}

export interface HeardSound {
  /** Intervals without silence, in order, none touching the next. */
  readonly intervals: readonly { readonly fromMs: number; readonly toMs: number }[];
  /** Intervals in which the two channels differed, likewise; undefined where there is one channel. */
  readonly stereo?: readonly { readonly fromMs: number; readonly toMs: number }[];
  /** `mark` is the second modulo 8. */
  readonly marks: readonly SoundMark[];
}

export interface StatsSample {
  readonly atMs: number;
  readonly reports: readonly MeasuredReport[];
}

export interface SdkSample {
  readonly atMs: number;
  readonly figures: SdkFigures;
}

export interface TimerSample {
  readonly atMs: number;
  readonly lateP99Ms?: number;
  /** Number of decoded frames in the same second whose time code could not be read; undefined for none. */
  readonly unreadableFrames?: number;
}

/** Sample of a limited device, as in DeviceLine. */
export interface DeviceSample {
  readonly atMs: number;
  readonly usedCores?: number;
  readonly throttledFraction: number;
  readonly cpuWorth?: number;
}

export interface RecordedPublisher {
  readonly frames: readonly MadeFrame[];
  /** Undefined unless a clip was played. */
  readonly clipRates?: readonly ClipRate[];
  readonly marks: readonly SoundMark[];
  readonly stats: readonly StatsSample[];
  /** Undefined where no SDK was in use. */
  readonly sdk?: readonly SdkSample[];
}

export interface RecordedViewer {
  readonly id: string;
  readonly region: string;
  readonly frames: SeenFrames;
  /** Undefined where no origin of ours stamped frames: a server elsewhere, or an older recording. */
  readonly stamped?: StampedFrames;
  readonly unreadableFrames: number;
  /** First size and each change; undefined when sizes were not recorded. */
  readonly sizes?: readonly SizedFrom[];
  /** About one sample a second; empty when no frame was compared. */
  readonly clarity: readonly ClaritySample[];
  /** Undefined when sound was not analyzed: an older recording, or no sound ever arrived. */
  readonly sound?: HeardSound;
  readonly stats: readonly StatsSample[];
  readonly timers: readonly TimerSample[];
  /** Undefined where no SDK was in use. */
  readonly sdk?: readonly SdkSample[];
  /** Undefined for a viewer on an unlimited device. */
  readonly device?: readonly DeviceSample[];
  readonly events: readonly EventLine[];
}
