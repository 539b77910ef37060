import koffi from 'koffi';
import { addressOf, close, read } from '../../../src/network/linux/libc.ts';

/** Constants of sys/socket.h and netinet/in.h. */
const AF_INET = 2;
const SOCK_RAW = 3;
const SOCK_NONBLOCK = 0o4000;
const IPPROTO_ICMP = 1;
const HEADER_BYTES = 20;

const socket = koffi.load('libc.so.6').func('int socket(int domain, int type, int protocol)');

export interface IcmpSeen {
  readonly from: string;
  readonly type: number;
  readonly code: number;
  /** Last two bytes of its header. */
  readonly value: number;
  /** TTL of the packet that it quotes. */
  readonly quotedTtl: number;
}

/** Hears all ICMP that reaches the network namespace in which it was created. Needs root. */
export class IcmpListener {
  readonly #fd: number = socket(AF_INET, SOCK_RAW | SOCK_NONBLOCK, IPPROTO_ICMP);
  readonly #packet = Buffer.allocUnsafeSlow(2048);

  constructor() {
    if (this.#fd < 0) throw new Error(`errno ${koffi.errno()}`);
  }

  /** Returns what has come since the last call. */
  take(): IcmpSeen[] {
    const seen: IcmpSeen[] = [];
    while (read(this.#fd, addressOf(this.#packet), this.#packet.length) > 0)
      seen.push({
        from: [...this.#packet.subarray(12, 16)].join('.'),
        type: this.#packet[HEADER_BYTES] ?? 0,
        code: this.#packet[HEADER_BYTES + 1] ?? 0,
        value: this.#packet.readUInt16BE(HEADER_BYTES + 6),
        quotedTtl: this.#packet[HEADER_BYTES + 8 + 8] ?? 0,
      });
    return seen;
  }

  close(): void {
    close(this.#fd);
  }
}
