import type { WebSocket } from 'ws';
import type { VideoCodec } from '../../../../src/model/scenario/scenario.ts';
import type { Peer } from './peer.ts';

/** User of a channel; its WebSocket may be replaced, its media stays. */
export class Client {
  readonly uid: number;
  /** Id that others know it by: its text, where users have texts, else its number. */
  readonly name: number | string;
  /** Whether it came to probe its line, and is to get its own media back. */
  readonly probes: boolean;
  readonly channel: string;
  readonly codec: VideoCodec;
  readonly rejoinToken: string;
  role: string;
  peer: Peer | undefined;
  socket: WebSocket | undefined;
  /** Timers until it is notified of its token's expiry, and until that expires. */
  readonly timers: NodeJS.Timeout[] = [];

  constructor(options: {
    readonly uid: number;
    readonly name: number | string;
    readonly probes: boolean;
    readonly channel: string;
    readonly codec: VideoCodec;
    readonly role: string;
    readonly socket: WebSocket;
  }) {
    this.uid = options.uid;
    this.name = options.name;
    this.probes = options.probes;
    this.channel = options.channel;
    this.codec = options.codec;
    this.role = options.role;
    this.socket = options.socket;
    this.rejoinToken = `rejoin-${options.uid}-${Date.now()}`;
  }

  push(type: string, message: Readonly<Record<string, unknown>>): void {
    if (this.socket?.readyState === this.socket?.OPEN)
      this.socket?.send(JSON.stringify({ _type: type, _message: message }));
  }

  close(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.peer?.close();
    this.socket?.terminate();
  }
}
