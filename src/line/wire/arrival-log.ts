const ENTRY_BYTES = 8;
const US_PER_MS = 1000;

/** Serial and time of an arrival at the responder; times are ms on its clock. */
export interface Arrival {
  readonly serial: number;
  readonly atMs: number;
}

/** Arrivals as a report carries them: serial, then µs since the session began, 32 bits each. */
export class ArrivalLog {
  readonly startMs: number;
  readonly #most: number;
  readonly #entries: Arrival[] = [];

  constructor(startMs: number, most: number) {
    this.startMs = startMs;
    this.#most = most;
  }

  get length(): number {
    return this.#entries.length;
  }

  add(arrival: Arrival): void {
    if (this.#entries.length < this.#most) this.#entries.push(arrival);
  }

  /** As many entries from one on as fit into the room. */
  encode(from: number, roomBytes: number): Buffer {
    const part = this.#entries.slice(from, from + Math.floor(roomBytes / ENTRY_BYTES));
    const buffer = Buffer.alloc(part.length * ENTRY_BYTES);
    part.forEach(({ serial, atMs }, n) => {
      buffer.writeUInt32LE(serial, n * ENTRY_BYTES);
      buffer.writeUInt32LE(Math.max(0, Math.round((atMs - this.startMs) * US_PER_MS)) >>> 0, n * ENTRY_BYTES + 4);
    });
    return buffer;
  }
}

/** Returns the most entries that a report of so many bytes of room has. */
export const entriesIn = (roomBytes: number) => Math.floor(roomBytes / ENTRY_BYTES);

export function decodeArrivals(body: Buffer, startMs: number): Arrival[] {
  return Array.from({ length: entriesIn(body.length) }, (_, n) => ({
    serial: body.readUInt32LE(n * ENTRY_BYTES),
    atMs: startMs + body.readUInt32LE(n * ENTRY_BYTES + 4) / US_PER_MS,
  }));
}
