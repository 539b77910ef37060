import nodeDataChannel, { type PeerConnection, type Track } from 'node-datachannel';
import { ReceptionStats } from '../../src/sfu/rtcp/reception-stats.ts';
import { parseRtcp } from '../../src/sfu/rtcp/rtcp.ts';
import { writeReceiverReport } from '../../src/sfu/rtcp/rtcp-reports.ts';
import { TwccReceiver } from '../../src/sfu/rtcp/twcc-receiver.ts';
import { EXTENSION_URI } from '../../src/sfu/rtp/header-extensions.ts';
import { isRtcp, parseRtp } from '../../src/sfu/rtp/rtp-packet.ts';
import { SequenceUnwrapper } from '../../src/sfu/rtp/sequence-numbers.ts';

/** Numbers that our own offers announce, and a sender keeps to. */
export const VIDEO_TYPE = 96;
export const CLOCK_RATE = 90_000;
export const OWN_SSRC = 0x1234_5678;
const FEEDBACK_MS = 100;
const REPORT_MS = 1000;
/** Extension id in our own offers. */
export const TRANSPORT_CC_ID = 3;

/** Lines that the library does not write by itself, without which a server sends no transport-wide numbers. */
const TRANSPORT_CC = `a=extmap:${TRANSPORT_CC_ID} ${EXTENSION_URI.transportCc}\r\na=rtcp-fb:${VIDEO_TYPE} transport-cc\r\n`;

export type ClientDirection = 'SendOnly' | 'RecvOnly';

/**
 * Client with real ICE, DTLS and SRTP that sends or receives RTP, and gives the feedback that Chromium gives: a receiver report
 * each second, transport-wide feedback each 100 ms. Decodes nothing, so ten of them cost little.
 */
export class MediaClient {
  readonly #connection: PeerConnection;
  #track: Track | undefined;
  readonly #opened: Promise<void>;
  #open: () => void = () => {};
  readonly #timers: NodeJS.Timeout[] = [];
  #transportCcId = TRANSPORT_CC_ID;
  onKeyframeRequest: () => void = () => {};
  /** Packets received, and their bytes. */
  received = { packets: 0, bytes: 0 };

  constructor(address: string) {
    this.#connection = new nodeDataChannel.PeerConnection('client', { iceServers: [], bindAddress: address });
    this.#opened = new Promise((resolve) => {
      this.#open = resolve;
    });
    this.#connection.onTrack((track) => this.#take(track));
  }

  /** Returns the offer, complete with candidates. */
  async offer(direction: ClientDirection): Promise<string> {
    const media = new nodeDataChannel.Video('video', direction);
    media.addVP8Codec(VIDEO_TYPE);
    if (direction === 'SendOnly') media.addSSRC(OWN_SSRC, 'client', 'stream', 'video');
    this.#take(this.#connection.addTrack(media));
    this.#connection.setLocalDescription('offer');
    return (await this.#gathered()).replace(/(a=rtpmap:96 .*\r\n)/, `$1${TRANSPORT_CC}`);
  }

  accept(answer: string): void {
    this.#connection.setRemoteDescription(answer, 'answer');
  }

  /** Returns the answer to a server's offer, complete with candidates. */
  async answer(offer: string): Promise<string> {
    this.#transportCcId = Number(/^a=extmap:(\d+)\S* .*transport-wide-cc/m.exec(offer)?.[1] ?? Number.NaN);
    this.#connection.setRemoteDescription(offer, 'offer');
    return this.#gathered();
  }

  /** Resolves when media may flow. */
  async open(): Promise<void> {
    await this.#opened;
  }

  send(bytes: Buffer): void {
    this.#track?.sendMessageBinary(bytes);
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#connection.close();
  }

  async #gathered(): Promise<string> {
    if (this.#connection.gatheringState() !== 'complete')
      await new Promise<void>((resolve) =>
        this.#connection.onGatheringStateChange((state) => {
          if (state === 'complete') resolve();
        }),
      );
    return this.#connection.localDescription()?.sdp ?? '';
  }

  #take(track: Track): void {
    this.#track = track;
    track.onOpen(() => this.#open());
    this.#giveFeedback(track);
  }

  #giveFeedback(track: Track): void {
    const twcc = new TwccReceiver(OWN_SSRC);
    let source:
      | { readonly ssrc: number; readonly numbers: SequenceUnwrapper; readonly stats: ReceptionStats }
      | undefined;
    track.onMessage((bytes) => {
      const nowMs = performance.now();
      if (isRtcp(bytes)) {
        for (const message of parseRtcp(bytes)) {
          if (message.type === 'sender-report') source?.stats.senderReport(message.ntp, nowMs);
          if (message.type === 'pli' || message.type === 'fir') this.onKeyframeRequest();
        }
        return;
      }
      const packet = parseRtp(bytes);
      if (packet === undefined) return;
      this.received.packets += 1;
      this.received.bytes += bytes.length;
      const number = packet.extensions.get(this.#transportCcId);
      if (number?.length === 2) twcc.receive(number.readUInt16BE(0), nowMs * 1000);
      source ??= {
        ssrc: packet.ssrc,
        numbers: new SequenceUnwrapper(),
        stats: new ReceptionStats(packet.ssrc, CLOCK_RATE),
      };
      source.stats.receive(source.numbers.unwrap(packet.sequenceNumber), packet.timestamp, nowMs);
    });
    const sending = (send: () => void) => () => {
      if (track.isOpen()) send();
    };
    this.#timers.push(
      setInterval(
        sending(() => {
          for (const feedback of twcc.takeFeedback(source?.ssrc ?? 0)) track.sendMessageBinary(feedback);
        }),
        FEEDBACK_MS,
      ),
      setInterval(
        sending(() => {
          const block = source?.stats.takeReport(performance.now());
          if (block !== undefined) track.sendMessageBinary(writeReceiverReport(OWN_SSRC, [block]));
        }),
        REPORT_MS,
      ),
    );
  }
}
