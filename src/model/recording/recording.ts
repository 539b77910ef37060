import type { Calibration } from '../result/calibration.ts';
import type { Topology } from '../scenario/network.ts';
import type { Take } from '../scenario/take.ts';
import type { EventLine } from './event-line.ts';
import type { ClarityLine, FrameStampsLine, FramesMadeLine, FramesSeenLine } from './frame-lines.ts';
import type { OriginLine } from './origin-line.ts';
import type { PictureLine } from './picture-line.ts';
import type { DeviceLine, HostLine, LinksLine, SdkLine, StatsLine } from './sample-lines.ts';
import type { SoundHeardLine, SoundMadeLine } from './sound-lines.ts';

export const RECORDING_SCHEMA_VERSION = 2;

/**
 * One line of a recording. A recording is NDJSON, appended to while the take runs, so that every whole line stays
 * readable whatever dies. Lines that come each second are packed (shape-line.ts). `atMs` is wall time of the machine
 * (ms since 1970, fractions kept); all participants share its clock.
 */
export type RecordLine =
  | HeaderLine
  | EnvironmentLine
  | CalibrationLine
  | EventLine
  | FramesMadeLine
  | FramesSeenLine
  | FrameStampsLine
  | ClarityLine
  | PictureLine
  | SoundMadeLine
  | SoundHeardLine
  | StatsLine
  | SdkLine
  | HostLine
  | DeviceLine
  | LinksLine
  | OriginLine
  | WindowLine
  | EndLine;

/** The first line of every recording. */
export interface HeaderLine {
  readonly type: 'header';
  readonly schemaVersion: number;
  readonly atMs: number;
  /** The machine's wall time at the start of the take, ms since 1970, where the stream's time (`atMs`) was slowed. */
  readonly realAtMs?: number;
  readonly tool: { readonly name: 'longhaul'; readonly version: string };
  readonly take: Take;
  readonly topology: Topology;
}

export interface EnvironmentLine {
  readonly type: 'environment';
  readonly atMs: number;
  readonly node: string;
  readonly platform: string;
  readonly kernel: string;
  readonly cpuModel: string;
  readonly cpus: number;
  readonly memoryBytes: number;
  readonly browser: string;
  readonly backend: {
    readonly id: string;
    readonly why: string;
    readonly detail: Readonly<Record<string, string | number | boolean>>;
  };
}

/** Measurements of probes on the shaped network before anybody used it. */
export interface CalibrationLine extends Calibration {
  readonly type: 'calibration';
  readonly atMs: number;
}

/**
 * The measured window, written when it opens; a recording that was cut short ends before `toMs`. Written again when the
 * window is extended to replace spoilt seconds: the last line counts.
 */
export interface WindowLine {
  readonly type: 'window';
  readonly atMs: number;
  readonly fromMs: number;
  readonly toMs: number;
  /**
   * Seconds since `fromMs` that the machine spoilt, in order; as many were played at the end instead. None unless set.
   */
  readonly spoiltSeconds?: readonly number[];
}

/** The last line; a recording without it was cut short. */
export interface EndLine {
  readonly type: 'end';
  readonly atMs: number;
  readonly reason: 'completed' | 'interrupted' | 'failed';
  readonly detail?: string;
}
