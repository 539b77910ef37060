/** A stream being published or watched. Browser code. */
export interface TransportSession {
  /** From the request to its answer, ms. */
  readonly answerMs: number;
  leave(): Promise<void>;
}

/**
 * How media reaches a server and comes back; runs inside the page. Both end when the signal aborts, and throw with the
 * server's own words.
 */
export interface Transport {
  publish(connection: RTCPeerConnection, url: string, signal: AbortSignal): Promise<TransportSession>;
  watch(connection: RTCPeerConnection, url: string, signal: AbortSignal): Promise<TransportSession>;
}
