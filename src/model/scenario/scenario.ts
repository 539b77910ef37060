import type { TimeServer } from '../recording/clock-reading.ts';
import type { BudgetSet, ChangeLimitSet } from './budget.ts';
import type { Device } from './device.ts';
import type { Traces } from './link-profile.ts';
import type { NetworkEvent, Segment } from './network.ts';
import type { Slow } from './slow.ts';
import type { TransportChoice } from './transport.ts';

/** Video codecs the embedded origin forwards and Chromium encodes. */
export type VideoCodec = 'vp8' | 'h264' | 'vp9' | 'av1';

export type Source = { readonly type: 'presenter' } | { readonly type: 'file'; readonly path: string };

export interface VideoSettings {
  readonly codec: VideoCodec;
  /** Pixels, even. */
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** Of this picture; the simulcast streams beside it have their own. */
  readonly bitrateBps: number;
  /** Smaller pictures sent beside this one, smallest first, for viewers whose line does not carry it; none unless set. */
  readonly simulcast?: readonly SimulcastStream[];
  /** Layers within each stream (W3C webrtc-svc); the browser's own choice unless set. */
  readonly scalabilityMode?: ScalabilityMode;
  /** Size of the picture before the encoder scales it down to `width` x `height`; the same unless set. */
  readonly sourceSize?: { readonly width: number; readonly height: number };
  /** A keyframe at least so often; unless set, only when a viewer needs one. */
  readonly keyframeIntervalMs?: number;
  /** What the encoder is told of the picture (MediaStreamTrack.contentHint); nothing unless set. */
  readonly contentHint?: ContentHint;
  /** What gives way when the encoder cannot keep up or the line does not carry it; resolution is kept unless set. */
  readonly degradation?: DegradationPreference;
  /** False: what is lost is neither asked for (NACK) nor sent again (RTX), by nobody. True unless set. */
  readonly nack?: boolean;
}

export interface SimulcastStream {
  /** The picture's width and height are divided by it. */
  readonly scaleDownBy: number;
  readonly bitrateBps: number;
}

/** L: sizes of picture, T: frame rates, each half of the one above. */
export type ScalabilityMode = 'L1T1' | 'L1T2' | 'L1T3' | 'L2T3_KEY' | 'L3T3_KEY';

export type ContentHint = 'motion' | 'detail' | 'text';
export type DegradationPreference = 'maintain-resolution' | 'maintain-framerate' | 'balanced';

export interface AudioSettings {
  readonly bitrateBps: number;
  /** Each packet carries the sound before it once more (RED, RFC 2198). False unless set. */
  readonly red?: boolean;
}

/** The sending side. */
export interface Broadcast {
  readonly transport: TransportChoice;
  readonly source: Source;
  readonly video: VideoSettings;
  readonly audio: AudioSettings;
  /** Studio to origin. */
  readonly firstMile: Segment;
}

/** Seeds are mixed as 32-bit numbers. */
export const LARGEST_SEED = 2 ** 32 - 1;

/** What the scenario's own broadcast is called beside its variants. */
export const BASE_VARIANT = 'base';

/** Another broadcast to hold against the scenario's own, over the same network under the same weather. */
export interface Variant {
  readonly name: string;
  readonly broadcast: Broadcast;
}

/** Where viewers are: one haul shared by all of them, and an access line for each. */
export interface Region {
  readonly id: string;
  readonly label: string;
  /** The label in Chinese; absent where none of its own is known. */
  readonly labelZh?: string;
  /** IANA time zone, where one is known. */
  readonly zone?: string;
  /** The airtime on this region's clock: "2026-11-27T19:00+07:00". */
  readonly localTime?: string;
  readonly haul: Segment;
  readonly access: Segment;
  /** Undefined for a viewer that nothing limits. */
  readonly device?: Device;
  readonly viewers: number;
}

/** A validated scenario: every name resolved, every quantity in its canonical unit. */
export interface Scenario {
  readonly name: string;
  /** Measured time, after the warm-up. */
  readonly durationMs: number;
  /** Time between the viewers' joining and the measured window, at least. */
  readonly warmupMs: number;
  readonly seeds: readonly number[];
  /** When the stream is to begin, on China's clock: "2026-11-27T20:00+08:00". It has picked profiles by the hour. */
  readonly airtime?: string;
  /** By which this machine's clock is corrected; its own counts unless set. */
  readonly timeServer?: TimeServer;
  /** How its own clock is slowed; `auto` unless set. */
  readonly slow?: Slow;
  readonly broadcast: Broadcast;
  /** Beside the broadcast itself, which is the variant "base". */
  readonly variants?: readonly Variant[];
  /** Broadcasts that `recommend` chooses among; its own unless set. */
  readonly ladder?: readonly Variant[];
  readonly regions: readonly Region[];
  /** What befalls hauls in mid-run. */
  readonly events?: readonly NetworkEvent[];
  /** Those that link profiles name. */
  readonly traces?: Traces;
  readonly budgets: BudgetSet;
  /** Absent when none is set: then each metric's own margin holds. */
  readonly changeLimits?: ChangeLimitSet;
}
