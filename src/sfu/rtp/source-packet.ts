import type { FrameDescriptor } from '../layers/dependency-descriptor.ts';
import type { ExtensionName } from './header-extensions.ts';

export type MediaKind = 'audio' | 'video';

/** A media packet as it came from the publisher, on its way to all viewers. */
export interface SourcePacket {
  readonly kind: MediaKind;
  /** Which of the publisher's simulcast streams, in the order of its offer; 0 where there is one. */
  readonly encoding: number;
  /** Extended over wraps. */
  readonly sequence: number;
  readonly timestamp: number;
  readonly marker: boolean;
  readonly payload: Buffer;
  /** Whether a viewer may begin with it. */
  readonly startsKeyframe: boolean;
  /** With it the publisher's stream starts anew: numbers and clock have nothing to do with what came before. */
  readonly restarts?: true;
  /** Where its frame stands among the layers; undefined when the publisher does not tell. */
  readonly frame?: FrameDescriptor;
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
