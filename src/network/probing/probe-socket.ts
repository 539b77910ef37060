import type { Endpoint } from '../backend.ts';

/** UDP socket that sends and receives probes. Times are ms of a clock that all sockets of one kind share. */
export interface ProbeSocket {
  readonly port: number;
  /** Sends a message; returns false when it could not be sent. */
  send(message: Buffer, to: Endpoint): boolean;
  /** Reads the clock that stamps arrivals. */
  nowMs(): number;
  close(): void;
}

export type OnProbe = (message: Buffer, receivedMs: number, from: Endpoint) => void;

export interface ProbeSocketOptions {
  /** Any that is free unless given. */
  readonly port?: number;
  /** Longest time that arrivals may wait to be handed on where the kernel stamps them. */
  readonly drainEveryMs?: number;
}
