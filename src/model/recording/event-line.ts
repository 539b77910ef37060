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
  /** A participant's transport, of itself: detail {what, ...}, `what` being "reconnecting", "reconnected" and the like. */
  | 'transport'
  /** Publisher: targetBitrate reached its cap; detail {sinceConnectMs}. */
  | 'target-reached'
  /** Publisher: gave up waiting for the target. */
  | 'target-not-reached'
  | 'page-error'
  /** A browser ended, a page was reloaded, the origin or what shapes the network died; detail {reason}. */
  | 'crashed'
  /** Participant, at its end: how far its wall clock is ahead of the runner's; detail {leastMs, mostMs}. */
  | 'clock-compared'
  /** Runner: how this machine's clock stands against the scenario's time server; detail: ClockReading. */
  | 'time-server'
  | 'origin-log'
  /** Something did not stop in time; detail {reason}. */
  | 'close-failed'
  | 'interrupted';
