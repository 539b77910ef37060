import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import type { Socket } from 'node:net';
import { isSignedBy, ufragOfCheck, withMapped } from '../ice/stun-message.ts';
import { FrameReader, frame } from './frames.ts';

/** Longest packet passed on; what WebRTC sends is below 1500 bytes. */
const MAX_PACKET_BYTES = 2048;
/**
 * Bytes that may wait for the kernel to take them. What comes while more waits is dropped, as a full queue would do it:
 * live media is worth nothing late. Chromium's own limit (async_tcp_socket.cc).
 */
const MAX_WAITING_BYTES = 64 * 1024;
/** Shortest packet passed on: the header of a receiver report (RFC 3550). Those of STUN, DTLS and RTP are longer. */
const MIN_PACKET_BYTES = 8;
/** Packets in one piece of the stream, of 64 KiB at most. Media has some hundred there; more would hold up everyone else. */
const MAX_PACKETS_AT_ONCE = 1500;
/** Time for the first check to arrive. */
const FIRST_CHECK_MS = 10_000;
/** Packets from the peer that may come before our UDP socket is bound. */
const MAX_EARLY_PACKETS = 16;

/** Session as a TCP connection reaches it. */
export interface TcpSession {
  /** UDP port on this host. */
  readonly port: number;
  /** Password of its own side, with which checks for it and its answers are signed. */
  readonly icePwd: string;
}

export interface IceTcpOptions {
  /** IPv4 address that sessions have their UDP port on. */
  readonly address: string;
  /** Returns the session with this ufrag, if there is one. */
  sessionOf(ufrag: string): TcpSession | undefined;
  /** Called once the connection has shown to which session it belongs. */
  onSession(ufrag: string): void;
}

/**
 * One TCP connection of a peer, whose packets go on to its session by UDP inside this host, and back. To the session's ICE
 * agent it is a peer-reflexive candidate like any other: checks pass unaltered, so that only who knows the password is
 * heard. Answers to them name the peer's own address instead of that inside this host, which would mean nothing to it.
 */
export class IceTcpConnection {
  readonly #socket: Socket;
  readonly #options: IceTcpOptions;
  readonly #frames = new FrameReader(MAX_PACKET_BYTES);
  readonly #timer: NodeJS.Timeout;
  #udp: UdpSocket | undefined;
  #isBound = false;
  #early: Buffer[] = [];

  constructor(socket: Socket, options: IceTcpOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#timer = setTimeout(() => this.close(), FIRST_CHECK_MS);
    socket.setNoDelay(true);
    // A peer that is gone, or says nonsense, loses its connection; its session ends by its own rules.
    socket.on('error', () => this.close());
    socket.on('close', () => this.close());
    socket.on('data', (chunk) => {
      try {
        const packets = this.#frames.read(chunk);
        if (packets.length > MAX_PACKETS_AT_ONCE) this.close();
        else for (const packet of packets) if (packet.length >= MIN_PACKET_BYTES) this.#fromPeer(packet);
      } catch {
        this.close();
      }
    });
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#socket.destroy();
    this.#udp?.close();
    this.#udp = undefined;
    this.#early = [];
  }

  #fromPeer(packet: Buffer): void {
    if (this.#socket.destroyed) return;
    this.#udp ??= this.#openUdp(packet);
    if (this.#udp === undefined) this.close();
    else if (this.#isBound) this.#udp.send(packet);
    else if (this.#early.length < MAX_EARLY_PACKETS) this.#early.push(packet);
  }

  #openUdp(firstPacket: Buffer): UdpSocket | undefined {
    const ufrag = ufragOfCheck(firstPacket);
    const session = ufrag === undefined ? undefined : this.#options.sessionOf(ufrag);
    if (ufrag === undefined || session === undefined || !isSignedBy(firstPacket, session.icePwd)) return undefined;
    const { port, icePwd } = session;
    clearTimeout(this.#timer);
    this.#options.onSession(ufrag);
    const udp = createSocket('udp4');
    // A refusal (ICMP) means that the session has just ended.
    udp.on('error', () => this.close());
    udp.on('message', (packet) => this.#toPeer(packet, icePwd));
    udp.bind(0, this.#options.address, () => {
      if (this.#udp !== udp) return;
      udp.connect(port, this.#options.address, () => {
        if (this.#udp !== udp) return;
        this.#isBound = true;
        for (const packet of this.#early.splice(0)) udp.send(packet);
      });
    });
    return udp;
  }

  #toPeer(packet: Buffer, icePwd: string): void {
    const { remoteAddress: address, remotePort: port, writableLength } = this.#socket;
    if (writableLength > MAX_WAITING_BYTES || address === undefined || port === undefined) return;
    this.#socket.write(frame(withMapped(packet, icePwd, { address, port })));
  }
}
