import type { Calibration } from './calibration.ts';
import type { LinkSecond, ShaperSecond, Topology } from './network.ts';
import type { Take } from './take.ts';
import type { StatsReport } from './w3c-stats.ts';

export const RECORDING_SCHEMA_VERSION = 1;

/**
 * A recording is NDJSON: one RecordLine a line, appended while the take runs, so that whatever dies, every whole line
 * stays readable. `atMs` is wall time of the machine (ms since 1970, fractions kept); all participants share its clock.
 */
export type RecordLine =
  | HeaderLine
  | EnvironmentLine
  | CalibrationLine
  | EventLine
  | FramesMadeLine
  | FramesSeenLine
  | ClarityLine
  | SoundMadeLine
  | SoundHeardLine
  | StatsLine
  | HostLine
  | DeviceLine
  | LinksLine
  | OriginLine
  | WindowLine
  | EndLine;

/** Always the first line. */
export interface HeaderLine {
  readonly type: 'header';
  readonly schemaVersion: number;
  readonly atMs: number;
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

/** What probes found of the shaped network before anybody used it. */
export interface CalibrationLine extends Calibration {
  readonly type: 'calibration';
  readonly atMs: number;
}

/** Something that happened once. `source` is "runner", "network", "origin", "publisher" or a viewer's id. */
export interface EventLine {
  readonly type: 'event';
  readonly atMs: number;
  readonly source: string;
  readonly name: EventName;
  readonly detail?: Readonly<Record<string, unknown>>;
}

export type EventName =
  | 'network-up'
  | 'origin-up'
  | 'browser-up'
  /** Publisher: detail {connectMs}. */
  | 'published'
  | 'publish-failed'
  /** Viewer: an attempt to join begins; detail {attempt}. */
  | 'join-started'
  /** Viewer: detail {attempt, answerMs, connectMs} since this attempt began. */
  | 'joined'
  /** Viewer: detail {attempt, reason}. */
  | 'join-failed'
  /** Viewer: first frame decoded; detail {sinceJoinMs} since the first attempt began. */
  | 'first-frame'
  /** Detail {state}: RTCPeerConnection.connectionState. */
  | 'connection-state'
  /** Publisher: targetBitrate reached its cap; detail {sinceConnectMs}. */
  | 'target-reached'
  /** Publisher: gave up waiting for the target. */
  | 'target-not-reached'
  | 'page-error'
  | 'crashed'
  | 'origin-log'
  /** Something did not stop in time; detail {reason}. */
  | 'close-failed'
  | 'interrupted';

/** Frames the generator handed to the encoder, in columns of equal length. */
export interface FramesMadeLine {
  readonly type: 'frames-made';
  readonly atMs: number;
  /** Frame numbers: the tick of an absolute clock, so a tick that was skipped is a number missing here. */
  readonly frame: readonly number[];
  /** Wall time the frame was stamped with, minus `baseMs`. */
  readonly baseMs: number;
  readonly madeMs: readonly number[];
  /** How late after its tick the frame was begun. */
  readonly lateMs: readonly number[];
}

export interface PictureSizeChange {
  readonly at: number;
  readonly width: number;
  readonly height: number;
}

/** Frames a viewer decoded, in columns of equal length, in the order they were decoded. */
export interface FramesSeenLine {
  readonly type: 'frames-seen';
  readonly atMs: number;
  readonly viewer: string;
  /** Frame number from the time code. */
  readonly frame: readonly number[];
  /** Wall time of decoding, minus `baseMs`. */
  readonly baseMs: number;
  readonly seenMs: readonly number[];
  /** Decoded minus stamped (time code: whole ms). */
  readonly latencyMs: readonly number[];
  /** Where the picture's size changed, first frame of the line included: index into the columns; undefined in older recordings. */
  readonly sizes?: readonly PictureSizeChange[];
  /** Frames whose time code could not be read. */
  readonly unreadable: number;
  /** How late this viewer's own 20 ms timer was, worst of this second and p99: the host's, not the network's. */
  readonly timerLateP99Ms?: number;
  readonly timerLateMaxMs?: number;
}

/** Frames a viewer saw, about one a second, held against the true ones, in columns of equal length. */
export interface ClarityLine {
  readonly type: 'clarity';
  readonly atMs: number;
  readonly viewer: string;
  readonly frame: readonly number[];
  /** Wall time of decoding, minus `baseMs`. */
  readonly baseMs: number;
  readonly seenMs: readonly number[];
  /** Of the luma below the time code, in the broadcast's size: structural similarity and peak signal-to-noise ratio. */
  readonly ssim: readonly number[];
  readonly psnrDb: readonly number[];
}

/** Marks in the sound that the publisher made, in columns of equal length: one each whole second. */
export interface SoundMadeLine {
  readonly type: 'sound-made';
  readonly atMs: number;
  /** The second it stands for, s since 1970. */
  readonly mark: readonly number[];
  /** Wall time it was made at, minus `baseMs`. */
  readonly baseMs: number;
  readonly madeMs: readonly number[];
}

/** Sound a viewer played out; a second without such a line, or time in no stretch of one, is silence. */
export interface SoundHeardLine {
  readonly type: 'sound-heard';
  readonly atMs: number;
  readonly viewer: string;
  readonly baseMs: number;
  /** Stretches without silence (blocks of 10 ms with a root mean square of at least 0.02), minus `baseMs`. */
  readonly fromMs: readonly number[];
  readonly toMs: readonly number[];
  /** Marks heard: their second modulo 8, and when, minus `baseMs`. */
  readonly mark: readonly number[];
  readonly markMs: readonly number[];
}

/** One getStats() of one participant. */
export interface StatsLine {
  readonly type: 'stats';
  readonly atMs: number;
  /** "publisher" or a viewer's id. */
  readonly participant: string;
  readonly reports: readonly StatsReport[];
}

/** The machine in the second that ended at atMs. Fractions 0..1 of all CPUs together; undefined where the platform has none. */
export interface HostLine {
  readonly type: 'host';
  readonly atMs: number;
  /** Not idle and not stolen. */
  readonly busyFraction?: number;
  /** Taken by the hypervisor. */
  readonly stealFraction?: number;
  /** PSI "some" for CPU: share of the second in which a task waited for a CPU; undefined without PSI. */
  readonly cpuPressureFraction?: number;
  readonly memoryAvailableBytes?: number;
  /** Event-loop lateness of the runner itself. */
  readonly runnerLoopP99Ms?: number;
}

/** A viewer whose device is limited, in the second that ended at atMs. */
export interface DeviceLine {
  readonly type: 'device';
  readonly atMs: number;
  readonly viewer: string;
  /** CPU time its browser used, in cores; undefined where the kernel does not count it. */
  readonly usedCores?: number;
  /** Of the scheduling periods in which it wanted to run, those in which its share was used up. */
  readonly throttledFraction: number;
}

export interface LinksLine {
  readonly type: 'links';
  readonly atMs: number;
  readonly links: readonly LinkSecond[];
  readonly shaper: ShaperSecond;
}

/** The embedded origin in the second that ended at atMs. Counts are of that second. */
export interface OriginLine {
  readonly type: 'origin';
  readonly atMs: number;
  readonly loopP99Ms: number;
  readonly loopMaxMs: number;
  readonly publisher?: {
    readonly packetsIn: number;
    readonly bytesIn: number;
    /** Lost on the first mile, asked again, not yet or never recovered. */
    readonly packetsMissing: number;
    readonly pliSent: number;
    /** Frames whose every packet has come, and those that lack one for good; undefined in recordings older than that. */
    readonly framesWhole?: number;
    readonly framesBroken?: number;
  };
  readonly viewers: readonly OriginViewerSecond[];
}

export interface OriginViewerSecond {
  /** The viewer's id, from the WHEP request. */
  readonly viewer: string;
  readonly packetsOut: number;
  readonly bytesOut: number;
  readonly nackedPackets: number;
  readonly rtxSent: number;
  /** Resends refused: asked within one RTT, out of budget, or no longer in the cache. */
  readonly rtxRefused: number;
  readonly pliReceived: number;
  /** Waiting in the pacer at the second's end; dropped from it during the second. */
  readonly pacerQueuedMs?: number;
  readonly pacerDropped: number;
  readonly roundTripMs?: number;
  /** Share of packets that the viewer's transport-cc feedback of this second reported missing; undefined without feedback. */
  readonly feedbackLossFraction?: number;
}

/** The measured window, written when it opens; if `toMs` was not reached, the recording ends before it. */
export interface WindowLine {
  readonly type: 'window';
  readonly atMs: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Written last; a recording without it was cut short. */
export interface EndLine {
  readonly type: 'end';
  readonly atMs: number;
  readonly reason: 'completed' | 'interrupted' | 'failed';
  readonly detail?: string;
}
