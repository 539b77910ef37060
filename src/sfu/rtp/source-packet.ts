import type { FrameDescriptor } from '../layers/dependency-descriptor.ts';
import type { ExtensionName } from './header-extensions.ts';

export type MediaKind = 'audio' | 'video';

/** Media packet from the publisher, on its way to all viewers. */
export interface SourcePacket {
  readonly kind: MediaKind;
  /** Index of the simulcast stream, in the order of the offer; 0 without simulcast. */
  readonly encoding: number;
  /** Extended sequence number. */
  readonly sequence: number;
  readonly timestamp: number;
  readonly marker: boolean;
  readonly payload: Buffer;
  /** Whether a viewer may start with it. */
  readonly startsKeyframe: boolean;
  /** Set if the publisher's stream restarts with this packet, with unrelated numbering and clock. */
  readonly restarts?: true;
  /** Place of its frame among the layers; undefined if the publisher does not send it. */
  readonly frame?: FrameDescriptor;
  readonly extensions: readonly (readonly [ExtensionName, Buffer])[];
  /** Arrival on this process's monotonic clock. */
  readonly arrivalMs: number;
  /** Departure from the publisher, on the same clock; undefined for resends, and for senders that do not stamp it. */
  readonly sentMs?: number;
}

/** The publisher's mapping from RTP time to its wall clock, which keeps a viewer's audio and video in sync. */
export interface SourceReport {
  readonly ntp: bigint;
  readonly rtpTimestamp: number;
  readonly arrivedMs: number;
}
