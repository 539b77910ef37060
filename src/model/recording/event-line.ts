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
  /** Publisher: the clip that it sends; detail: ClipFacts. */
  | 'clip-opened'
  /** Publisher: detail {connectMs}. */
  | 'published'
  | 'publish-failed'
  /** Viewer: an attempt to join starts; detail {attempt}. */
  | 'join-started'
  /** Viewer: detail {attempt, answerMs, connectMs}, times since this attempt started. */
  | 'joined'
  /** Viewer: detail {attempt, reason}. */
  | 'join-failed'
  /** Viewer: first frame decoded; detail {sinceJoinMs}, time since the first attempt started. */
  | 'first-frame'
  /** Viewer: leaves in mid-show, as planned. */
  | 'left'
  /** Detail {state}: RTCPeerConnection.connectionState. */
  | 'connection-state'
  /**
   * Participant: its transport reports something; detail {what, ...}, where `what` is "reconnecting", "reconnected" and
   * the like.
   */
  | 'transport'
  /** Publisher: targetBitrate reached its cap; detail {sinceConnectMs}. */
  | 'target-reached'
  /** Origin: it was asked to lose one video packet of each of these viewers before the window; detail {viewers, twice}. */
  | 'loss-rehearsed'
  /** Publisher: waiting for the target timed out. */
  | 'target-not-reached'
  | 'page-error'
  /** A browser exited, a page was reloaded, or the origin or the network's shaper died; detail {reason}. */
  | 'crashed'
  /** Participant, when it ends: bounds on how far its wall clock is ahead of the runner's; detail {leastMs, mostMs}. */
  | 'clock-compared'
  /** Runner: this machine's clock compared with the scenario's time server; detail: ClockReading. */
  | 'time-server'
  | 'origin-log'
  /** A resource did not stop in time; detail {reason}. */
  | 'close-failed'
  | 'interrupted';
