import type { Endpoint } from '../../backend.ts';

export const LOOPBACK = '127.0.0.1';
export const ANY_ADDRESS = '0.0.0.0';
/** Buffer requested per socket, as far as the kernel grants it: 2 s at 16 Mbps. */
export const BUFFER_BYTES = 4 << 20;

/** Sends packets from one socket to one peer. */
export interface PacketSender {
  send(payload: Buffer): void;
}

export interface RelaySocket {
  readonly port: number;
  senderTo(peer: Endpoint): PacketSender;
}

/** Handles a packet that arrived at `atMs` on the wire's clock. */
export type OnPacket = (payload: Buffer, from: Endpoint, atMs: number) => void;

/** Sockets and timer, as precise as the system allows. */
export interface Wire {
  readonly kind: string;
  /** Opens an IPv4 UDP socket on an address of this machine, any port. */
  open(address: string, onPacket: OnPacket): RelaySocket;
  /** Changes the time of the next onDue() call to `dueMs`; Infinity cancels it. */
  wakeAt(dueMs: number): void;
  /** Resolves when the wire handles packets in time. */
  started(): Promise<void>;
}

export interface WireOptions {
  /** Reads the clock, in ms. */
  now(): number;
  onDue(): void;
  /** Called when a packet could not be sent. */
  onDropped(): void;
}
