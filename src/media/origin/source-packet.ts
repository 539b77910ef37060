import type { ExtensionName } from './header-extensions.ts';

export type MediaKind = 'audio' | 'video';

/** A media packet as it came from the publisher, on its way to all viewers. */
export interface SourcePacket {
  readonly kind: MediaKind;
  /** Extended over wraps. */
  readonly sequence: number;
  readonly timestamp: number;
  readonly marker: boolean;
  readonly payload: Buffer;
  /** Whether a viewer may begin with it. */
  readonly startsKeyframe: boolean;
  readonly extensions: readonly (readonly [ExtensionName, Buffer])[];
  /** Monotonic clock of this process. */
  readonly arrivalMs: number;
}

/** The publisher's own mapping from RTP time to its wall clock: what keeps a viewer's sound and picture together. */
export interface SourceReport {
  readonly ntp: bigint;
  readonly rtpTimestamp: number;
  readonly arrivedMs: number;
}
