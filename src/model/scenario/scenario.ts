import type { TimeServer } from '../recording/clock-reading.ts';
import type { BudgetSet, ChangeLimitSet } from './budget.ts';
import type { Device } from './device.ts';
import type { Traces } from './link-profile.ts';
import type { NetworkEvent, Segment } from './network.ts';
import type { OriginBehaviour } from './origin-behaviour.ts';
import type { Slow } from './slow.ts';
import type { TransportChoice } from './transport.ts';

/** Video codecs that the embedded origin forwards and Chromium encodes. */
export type VideoCodec = 'vp8' | 'h264' | 'vp9' | 'av1';

export type Source = { readonly type: 'presenter' } | { readonly type: 'file'; readonly path: string };

export interface VideoSettings {
  readonly codec: VideoCodec;
  /** Pixels, even. */
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** Bitrate of the full-size stream; smaller simulcast streams have their own. */
  readonly bitrateBps: number;
  /**
   * Smaller streams sent as well, smallest first, for viewers whose network does not carry the full size; none unless
   * set.
   */
  readonly simulcast?: readonly SimulcastStream[];
  /** Layers within each stream (W3C webrtc-svc); the browser's own choice unless set. */
  readonly scalabilityMode?: ScalabilityMode;
  /** Size of the source before the encoder scales it down to `width` x `height`; the same unless set. */
  readonly sourceSize?: { readonly width: number; readonly height: number };
  /** Longest time between keyframes; unless set, there is one only when a viewer needs it. */
  readonly keyframeIntervalMs?: number;
  /** Hint to the encoder about the content (MediaStreamTrack.contentHint); none unless set. */
  readonly contentHint?: ContentHint;
  /** Property to preserve when the encoder cannot keep up or bandwidth is short; unless set, see encoderPreferences. */
  readonly degradation?: DegradationPreference;
  /** False: lost packets are neither requested (NACK) nor retransmitted (RTX) by anybody. True unless set. */
  readonly nack?: boolean;
}

export interface SimulcastStream {
  /** Divisor of the picture's width and height. */
  readonly scaleDownBy: number;
  readonly bitrateBps: number;
}

/** Number of spatial (L) and temporal (T) layers; each layer has half the size or half the frame rate of the next. */
export type ScalabilityMode = 'L1T1' | 'L1T2' | 'L1T3' | 'L2T3_KEY' | 'L3T3_KEY';

export type ContentHint = 'motion' | 'detail' | 'text';
export type DegradationPreference = 'maintain-resolution' | 'maintain-framerate' | 'balanced';

export interface AudioSettings {
  readonly bitrateBps: number;
  /** Repeats the previous packet's sound in each packet (RED, RFC 2198). False unless set. */
  readonly red?: boolean;
  /** Stereo; one channel unless set. */
  readonly channels?: 2;
  /** Opus' in-band forward error correction (RFC 6716 section 2.1.7); the browser's own choice unless set. */
  readonly fec?: boolean;
  /** Opus' discontinuous transmission, with pauses in the sound for it to leave out (RFC 6716 section 2.1.9). False unless set. */
  readonly dtx?: boolean;
}

/** The sending side. */
export interface Broadcast {
  readonly transport: TransportChoice;
  readonly source: Source;
  readonly video: VideoSettings;
  readonly audio: AudioSettings;
  /** Server whose behaviour towards viewers the origin imitates; DEFAULT_BEHAVIOUR unless set. */
  readonly origin?: OriginBehaviour;
  /** Path from the studio to the origin. */
  readonly firstMile: Segment;
}

/** Largest seed: seeds are mixed as 32-bit numbers. */
export const LARGEST_SEED = 2 ** 32 - 1;

/** Name of the scenario's own broadcast among its variants. */
export const BASE_VARIANT = 'base';

/**
 * Another broadcast to compare with the scenario's own, under the same weather: over the same network, unless its first mile or its
 * hauls are others.
 */
export interface Variant {
  readonly name: string;
  readonly broadcast: Broadcast;
  /** Haul of each region, by its id, if they are not the scenario's. */
  readonly hauls?: Readonly<Record<string, Segment>>;
}

/** A group of viewers: one haul shared by all of them, and an access link for each. */
export interface Region {
  readonly id: string;
  readonly label: string;
  /** Chinese label, where there is one. */
  readonly labelZh?: string;
  /** IANA time zone, where known. */
  readonly zone?: string;
  /** The airtime on this region's clock: "2026-11-27T19:00+07:00". */
  readonly localTime?: string;
  readonly haul: Segment;
  readonly access: Segment;
  /** Undefined for viewers on unlimited devices. */
  readonly device?: Device;
  readonly viewers: number;
}

/** A validated scenario: every name resolved, every quantity in its canonical unit. */
export interface Scenario {
  readonly name: string;
  /** Length of the measured window, after the warm-up. */
  readonly durationMs: number;
  /** Minimum time between the viewers' joining and the measured window. */
  readonly warmupMs: number;
  /** Unless false, the measured window waits until players are in the state of a long show (take/settle-viewers.ts). */
  readonly settle?: false;
  /** Time over which viewers join, each at a moment drawn from the seed; all at once unless set. */
  readonly joinSpreadMs?: number;
  /** Share of the viewers who leave during the measured time, while others come in their place (0 to 1); none unless set. */
  readonly churn?: number;
  readonly seeds: readonly number[];
  /**
   * Start of the stream, in China's time zone: "2026-11-27T20:00+08:00". Profiles that depend on the hour were chosen
   * by it.
   */
  readonly airtime?: string;
  /** Time server that corrects this machine's clock; uncorrected unless set. */
  readonly timeServer?: TimeServer;
  /** Slowing of the rehearsal's own clock; `auto` unless set. */
  readonly slow?: Slow;
  readonly broadcast: Broadcast;
  /** Variants besides the broadcast itself, which is the variant "base". */
  readonly variants?: readonly Variant[];
  /** Broadcasts that `recommend` chooses from; its default ladder unless set. */
  readonly ladder?: readonly Variant[];
  readonly regions: readonly Region[];
  /** Events on the network during the take. */
  readonly events?: readonly NetworkEvent[];
  /** The traces that link profiles name. */
  readonly traces?: Traces;
  readonly budgets: BudgetSet;
  /** Absent when none is set; then each metric's own margin applies. */
  readonly changeLimits?: ChangeLimitSet;
}
