/** Way that media took, in the words of W3C webrtc-stats (RTCIceCandidateStats of the local candidate in use). */
export interface MediaWay {
  /** "udp" or "tcp": between the two ends, or between the relay and the other end. */
  readonly protocol: string;
  /** "host", "srflx", "prflx" or "relay". */
  readonly candidateType: string;
  /** Protocol to the TURN server: "udp", "tcp" or "tls"; undefined without a relay, or where statistics did not report it. */
  readonly relayProtocol?: string;
}

/** First words of a failure for which no path was found because UDP is blocked: by them it crosses from the runner to the report. */
export const UDP_BLOCKED = 'could not connect: UDP is blocked on the line';

/** How one participant was connected over a whole take. */
export interface ConnectionRecord {
  /** "publisher" or a viewer's id. */
  readonly participant: string;
  /** Ways in the order of their first use; empty where statistics did not report them. */
  readonly ways: readonly MediaWay[];
  /** Times a lost connection was restored. */
  readonly reconnections: number;
  /** Time until the longest of them was restored, ms; undefined without any. */
  readonly longestReconnectionMs?: number;
  /** Whether the connection was lost in the end, and every attempt to restore it failed. */
  readonly isLost?: true;
  /** Why it never connected, in the words of its last attempt. */
  readonly failure?: string;
  /** Whether UDP is blocked on its way. */
  readonly udpBlocked?: true;
}
