/** An NTP server. */
export interface TimeServer {
  readonly host: string;
  /** UDP port. */
  readonly port: number;
}

/** Comparison of this machine's wall clock with a time server's. */
export interface ClockReading {
  /** "ntp.example.com:123" */
  readonly server: string;
  /** The server's clock minus ours, ms: positive when ours is behind. */
  readonly offsetMs: number;
  /** Bound on the distance to the true offset, either way, ms; includes the server's own error against UTC. */
  readonly errorMs: number;
  /** Round-trip time without the server's own processing time, ms. */
  readonly roundTripMs: number;
}
