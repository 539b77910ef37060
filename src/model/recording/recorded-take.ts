import type { Calibration } from '../result/calibration.ts';
import type { SdkFigures } from '../result/sdk-figures.ts';
import type { EventLine } from './event-line.ts';
import type { MeasuredReport } from './measured-stats.ts';
import type { OriginLine } from './origin-line.ts';
import type { EnvironmentLine, HeaderLine } from './recording.ts';
import type { HostLine, LinksLine } from './sample-lines.ts';
import type { SeenFrames } from './seen-frames.ts';

/** A recording read back, ordered by time: what metrics and validity work on. Nothing is filled in; what the machine spoilt is left out (recording/spoilt). */
export interface RecordedTake extends CommonTake {
  readonly viewers: readonly RecordedViewer[];
}

/** What a take is beside its viewers. */
export interface CommonTake {
  readonly header: HeaderLine;
  readonly environment?: EnvironmentLine;
  /** Undefined when the take ended before its network was calibrated. */
  readonly calibration?: Calibration;
  /** `spoiltSeconds` as in WindowLine, of the window as it was played: they are left out here, and all that followed has moved back. */
  readonly window?: { readonly fromMs: number; readonly toMs: number; readonly spoiltSeconds?: readonly number[] };
  /** Undefined when the recording was cut short. */
  readonly end?: {
    readonly atMs: number;
    readonly reason: 'completed' | 'interrupted' | 'failed';
    readonly detail?: string;
  };
  /** Wall time of the last line read. */
  readonly lastAtMs: number;
  /** Lines that could not be parsed (a torn last line counts). */
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
}

/** From this moment on the picture came in this size. */
export interface SizedFrom {
  readonly atMs: number;
  readonly width: number;
  readonly height: number;
}

/** One frame held against the true one. */
export interface ClaritySample {
  readonly atMs: number;
  readonly ssim: number;
  readonly psnrDb: number;
}

/** A mark in the sound: its second (s since 1970), when made or heard. */
export interface SoundMark {
  readonly mark: number;
  readonly atMs: number;
}

export interface HeardSound {
  /** Stretches without silence, in order, none touching the next. */
  readonly stretches: readonly { readonly fromMs: number; readonly toMs: number }[];
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
  readonly lateMaxMs?: number;
  /** Of the same line: decoded frames whose time code could not be read; undefined for none. */
  readonly unreadableFrames?: number;
}

/** As DeviceLine. */
export interface DeviceSample {
  readonly atMs: number;
  readonly usedCores?: number;
  readonly throttledFraction: number;
}

export interface RecordedPublisher {
  readonly frames: readonly MadeFrame[];
  readonly marks: readonly SoundMark[];
  readonly stats: readonly StatsSample[];
  /** As RecordedViewer's. */
  readonly sdk?: readonly SdkSample[];
}

export interface RecordedViewer {
  readonly id: string;
  readonly region: string;
  readonly frames: SeenFrames;
  readonly unreadableFrames: number;
  /** First size and each change; undefined when sizes were not noted. */
  readonly sizes?: readonly SizedFrom[];
  /** About one a second; empty when none was judged. */
  readonly clarity: readonly ClaritySample[];
  /** Undefined when nobody listened: a recording older than that, or no sound ever came. */
  readonly sound?: HeardSound;
  readonly stats: readonly StatsSample[];
  readonly timers: readonly TimerSample[];
  /** Undefined where no SDK was in use. */
  readonly sdk?: readonly SdkSample[];
  /** Undefined for a viewer whose device nothing limits. */
  readonly device?: readonly DeviceSample[];
  readonly events: readonly EventLine[];
}
