/** A machine that tells the time by NTP. */
export interface TimeServer {
  readonly host: string;
  /** UDP. */
  readonly port: number;
}

/** How this machine's wall clock stood against a time server's. */
export interface ClockReading {
  /** "ntp.example.com:123" */
  readonly server: string;
  /** The server's clock less ours, ms: + when ours is behind. */
  readonly offsetMs: number;
  /** The true offset is no further away than this, either way, ms; what the server says of its own way to UTC included. */
  readonly errorMs: number;
  /** To the server and back, less its own time to answer, ms. */
  readonly roundTripMs: number;
}
