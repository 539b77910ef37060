import koffi from 'koffi';
import { insideNamespace } from '../../../src/network/linux/inside-namespace.ts';

/** Constants of sys/socket.h, linux/if_ether.h, linux/sockios.h and asm-generic/socket.h. */
const AF_INET = 2;
const AF_PACKET = 17;
const SOCK_DGRAM = 2;
const SOCK_NONBLOCK = 0o4000;
const ETH_P_ALL_BIG_ENDIAN = 0x0300;
const SOL_SOCKET = 1;
const SO_RCVBUFFORCE = 33;
const SIOCGSTAMPNS = 0x8907;
const MSG_DONTWAIT = 0x40;
const BUFFER_BYTES = 64 << 20;
/** Header sizes of IPv4 without options and of UDP. */
const HEADERS_BYTES = 28;
const PROTOCOL_AT = 9;
const UDP = 17;
const PORT_AT = 22;

const libc = koffi.load('libc.so.6');
const socket = libc.func('int socket(int domain, int type, int protocol)');
const setsockopt = libc.func('int setsockopt(int fd, int level, int name, void *value, uint32_t bytes)');
const bind = libc.func('int bind(int fd, void *address, uint32_t bytes)');
const recv = libc.func('long recv(int fd, void *buffer, size_t bytes, int flags)');
const sendto = libc.func('long sendto(int fd, void *buffer, size_t bytes, int flags, void *address, uint32_t size)');
const ioctl = libc.func('int ioctl(int fd, unsigned long request, void *argument)');
const close = libc.func('int close(int fd)');

/**
 * Packet of ours as a namespace's device saw it, with the kernel's timestamp, which does not include a program's wait for
 * the CPU.
 */
export interface Sighting {
  readonly flow: number;
  readonly number: number;
  readonly atMs: number;
  readonly bytes: number;
}

/** Records our UDP packets that pass the devices of a namespace, in order, in both directions. */
export class PacketTap {
  readonly #fd: number;
  readonly #packet = Buffer.alloc(2048);
  readonly #stamp = Buffer.alloc(16);
  readonly seen: Sighting[] = [];

  constructor(namespace: string) {
    this.#fd = insideNamespace(namespace, () =>
      checked(socket(AF_PACKET, SOCK_DGRAM | SOCK_NONBLOCK, ETH_P_ALL_BIG_ENDIAN)),
    );
    const bytes = Buffer.alloc(4);
    bytes.writeInt32LE(BUFFER_BYTES);
    checked(setsockopt(this.#fd, SOL_SOCKET, SO_RCVBUFFORCE, bytes, bytes.length));
    // The first call requests timestamps, and fails.
    ioctl(this.#fd, SIOCGSTAMPNS, this.#stamp);
  }

  /** Reads the packets that have passed. */
  drain(): void {
    for (;;) {
      const bytes = Number(recv(this.#fd, this.#packet, this.#packet.length, MSG_DONTWAIT));
      if (bytes < 0) return;
      const port = this.#packet.readUInt16BE(PORT_AT);
      if (bytes < HEADERS_BYTES + 4 || this.#packet[PROTOCOL_AT] !== UDP || port < FIRST_PORT) continue;
      ioctl(this.#fd, SIOCGSTAMPNS, this.#stamp);
      const atMs = Number(this.#stamp.readBigInt64LE(0)) * 1000 + Number(this.#stamp.readBigInt64LE(8)) / 1e6;
      this.seen.push({ flow: port - FIRST_PORT, number: this.#packet.readUInt32BE(HEADERS_BYTES), atMs, bytes });
    }
  }

  close(): void {
    close(this.#fd);
  }
}

/** Port of flow 0; the port identifies the flow. */
const FIRST_PORT = 9000;

/** Sends numbered packets of one flow from one namespace to another, where they are received and discarded. */
export class Sender {
  readonly #fd: number;
  readonly #sink: number;
  readonly #to: Buffer;
  #number = 0;

  constructor(flow: number, fromNamespace: string, toNamespace: string, address: string) {
    this.#to = socketAddress(address, FIRST_PORT + flow);
    this.#fd = insideNamespace(fromNamespace, () => checked(socket(AF_INET, SOCK_DGRAM, 0)));
    this.#sink = insideNamespace(toNamespace, () => {
      const fd = checked(socket(AF_INET, SOCK_DGRAM, 0));
      checked(bind(fd, socketAddress('0.0.0.0', FIRST_PORT + flow), this.#to.length));
      return fd;
    });
  }

  /** Sends a packet. `bytes`: size of the IP packet. */
  send(bytes: number): void {
    const payload = Buffer.alloc(bytes - HEADERS_BYTES);
    payload.writeUInt32BE(this.#number++);
    sendto(this.#fd, payload, payload.length, 0, this.#to, this.#to.length);
  }

  close(): void {
    close(this.#fd);
    close(this.#sink);
  }
}

/** Encodes a struct sockaddr_in. */
function socketAddress(address: string, port: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt16LE(AF_INET);
  bytes.writeUInt16BE(port, 2);
  bytes.set(address.split('.').map(Number), 4);
  return bytes;
}

function checked(result: number): number {
  if (result < 0) throw new Error(`errno ${koffi.errno()}`);
  return result;
}
