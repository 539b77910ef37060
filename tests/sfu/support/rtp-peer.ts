import nodeDataChannel, { type PeerConnection, type Track } from 'node-datachannel';
import { parseRtcp, type RtcpMessage } from '../../../src/sfu/rtcp/rtcp.ts';
import { isRtcp, parseRtp, type RtpPacket, type RtpToWrite, writeRtp } from '../../../src/sfu/rtp/rtp-packet.ts';

export interface RtpPeerOptions {
  readonly direction: 'SendOnly' | 'RecvOnly';
  /** Edits the offer before it is shown. */
  readonly editOffer?: (sdp: string) => string;
  readonly editAnswer?: (sdp: string) => string;
}

export const VIDEO_TYPE = 96;
const SSRC = 0x1234_5678;
/** First packets of a VP8 keyframe and of another frame (RFC 7741): enough for an origin, which decodes nothing. */
export const VP8_KEY = Buffer.from([0x10, 0x00, 1, 2, 3, 4]);
export const VP8_DELTA = Buffer.from([0x10, 0x01, 1, 2, 3, 4]);
const CLOCK_PER_PACKET = 3000;

/**
 * Peer of a session with real ICE, DTLS and SRTP, and hand-written RTP: a browser would bring its own behaviour into
 * the test.
 */
export class RtpPeer {
  readonly offer: string;
  readonly received: RtpPacket[] = [];
  readonly rtcp: RtcpMessage[] = [];
  /** Message types of each compound packet. */
  readonly compounds: RtcpMessage['type'][][] = [];
  readonly #connection: PeerConnection;
  readonly #track: Track;
  readonly #editAnswer: (sdp: string) => string;
  readonly #opened: Promise<void>;
  #onFirst: () => void = () => {};

  constructor({ direction, editOffer = (sdp) => sdp, editAnswer = (sdp) => sdp }: RtpPeerOptions) {
    this.#editAnswer = editAnswer;
    this.#connection = new nodeDataChannel.PeerConnection('peer', { iceServers: [], bindAddress: '127.0.0.1' });
    let sdp = '';
    this.#connection.onLocalDescription((text) => {
      sdp = text;
    });
    const media = new nodeDataChannel.Video('video', direction);
    media.addVP8Codec(VIDEO_TYPE);
    if (direction === 'SendOnly') media.addSSRC(SSRC, 'peer', 'stream', 'video');
    this.#track = this.#connection.addTrack(media);
    this.#opened = new Promise((resolve) => this.#track.onOpen(() => resolve()));
    this.#track.onMessage((bytes) => {
      if (isRtcp(bytes)) {
        const messages = parseRtcp(bytes);
        this.rtcp.push(...messages);
        this.compounds.push(messages.map(({ type }) => type));
        return;
      }
      const packet = parseRtp(Buffer.from(bytes));
      if (packet === undefined) return;
      this.received.push(packet);
      if (this.received.length === 1) this.#onFirst();
    });
    this.#connection.setLocalDescription('offer');
    this.offer = editOffer(sdp || (this.#connection.localDescription()?.sdp ?? ''));
  }

  /** Resolves when media may flow. */
  async connect(answer: string): Promise<void> {
    this.#connection.setRemoteDescription(this.#editAnswer(answer), 'answer');
    await this.#opened;
  }

  sendRtp(packet: Partial<RtpToWrite> & { readonly sequenceNumber: number }): void {
    const { sequenceNumber } = packet;
    this.send(
      writeRtp({
        ...{ marker: true, payloadType: VIDEO_TYPE, timestamp: sequenceNumber * CLOCK_PER_PACKET },
        ...{ ssrc: SSRC, extensions: [], payload: VP8_DELTA },
        ...packet,
      }),
    );
  }

  /** Calls back at the first packet, or at once if there has been one. */
  onFirstPacket(call: () => void): void {
    if (this.received.length > 0) call();
    else this.#onFirst = call;
  }

  /** Sends raw RTP or RTCP. */
  send(bytes: Buffer): void {
    this.#track.sendMessageBinary(bytes);
  }

  /**
   * Sends raw bytes unless SRTP refuses to encrypt them, in which case nobody could send them. Returns whether they
   * were sent.
   */
  trySend(bytes: Buffer): boolean {
    try {
      this.send(bytes);
      return true;
    } catch {
      return false;
    }
  }

  close(): void {
    this.#track.close(); // otherwise the library keeps its callbacks, and through them this object
    this.#connection.close();
  }
}
