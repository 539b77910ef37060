import type { OriginBehaviour } from '../model/scenario/origin-behaviour.ts';

/** Differences between media servers that change what viewers see. */
export interface ServerBehaviour {
  /**
   * Whether a viewer learns its round trip (RFC 3611). Chromium adds it to its jitter buffer once frames had to be repaired: with it
   * latency is longer, and a repair has more time to come.
   */
  readonly answersRoundTrip: boolean;
  /** Moment that sender reports call the capture of a packet, by which browsers bring sound and picture together. */
  readonly capturedWhen: 'captured' | 'sent';
}

/** From their sources, or for Agora from what its SDK asks of its servers; with places: docs/origin.md. */
export const SERVER_BEHAVIOURS: Readonly<Record<OriginBehaviour, ServerBehaviour>> = {
  agora: { answersRoundTrip: true, capturedWhen: 'captured' },
  livekit: { answersRoundTrip: false, capturedWhen: 'captured' },
  mediasoup: { answersRoundTrip: false, capturedWhen: 'sent' },
  janus: { answersRoundTrip: false, capturedWhen: 'sent' },
};
