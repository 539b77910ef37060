import type { Endpoint } from '../../backend.ts';

export const LOOPBACK = '127.0.0.1';
export const ANY_ADDRESS = '0.0.0.0';
/** Of a socket, as far as the kernel grants them; 2 s of 16 Mbps. */
export const BUFFER_BYTES = 4 << 20;

/** Where a packet leaves. */
export interface Exit {
  send(payload: Buffer): void;
}

export interface RelaySocket {
  readonly port: number;
  exitTo(peer: Endpoint): Exit;
}

/** `atMs` is when the packet arrived, by the wire's clock. */
export type OnPacket = (payload: Buffer, from: Endpoint, atMs: number) => void;

/** UDP and time, as exact as the system has them. */
export interface Wire {
  readonly kind: string;
  /** An IPv4 socket on an address of this machine, any port. */
  open(address: string, onPacket: OnPacket): RelaySocket;
  /** To be called back at `dueMs` instead of when it was; Infinity for not at all. */
  wakeAt(dueMs: number): void;
  /** Resolves when it passes packets in time. */
  started(): Promise<void>;
}

export interface WireOptions {
  /** The clock, ms. */
  now(): number;
  onDue(): void;
  /** Something could not be sent. */
  onDropped(): void;
}
