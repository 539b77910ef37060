import type { WebSocket } from 'ws';
import type { VideoCodec } from '../../../../src/model/scenario/scenario.ts';
import type { Peer } from './peer.ts';

/** One user of a channel; its WebSocket may be another after a while, its media stays. */
export class Client {
  readonly uid: number;
  readonly channel: string;
  readonly codec: VideoCodec;
  readonly rejoinToken: string;
  role: string;
  peer: Peer | undefined;
  socket: WebSocket | undefined;
  /** Until it is told that its token ends, and until that ends. */
  readonly timers: NodeJS.Timeout[] = [];

  constructor(options: { uid: number; channel: string; codec: VideoCodec; role: string; socket: WebSocket }) {
    this.uid = options.uid;
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
