import { wallMs } from '../../lib/clock.ts';
import { RoundTrip } from '../rtcp/round-trip.ts';
import type { RtcpMessage } from '../rtcp/rtcp.ts';
import { writeNack, writePli } from '../rtcp/rtcp-feedback.ts';
import {
  ntpFromWallClock,
  type ReportBlock,
  writeCname,
  writeCompound,
  writeReceiverReport,
} from '../rtcp/rtcp-reports.ts';
import { writeReceiverReferenceTime } from '../rtcp/rtcp-xr.ts';
import { TwccReceiver } from '../rtcp/twcc-receiver.ts';
import { createSsrc } from '../rtp/random-ids.ts';
import { CNAME } from '../session-limits.ts';
import type { WebRtcTransport } from '../transport/webrtc-transport.ts';

/** Feedback negotiated with a publisher. */
export interface NegotiatedFeedback {
  readonly transportCcId: number | undefined;
  readonly reducedSizeRtcp: boolean;
  readonly receiverRtt: boolean;
}

/** Sequence numbers per NACK: four bytes each at worst, well under one datagram. */
const NACKS_PER_PACKET = 250;

/** Sends a publisher all its RTCP, and measures the round trip from its answers. */
export class PublisherFeedback {
  readonly #transport: WebRtcTransport;
  readonly #negotiated: NegotiatedFeedback;
  readonly #ssrc = createSsrc();
  readonly #twcc = new TwccReceiver(this.#ssrc);
  readonly #roundTrip = new RoundTrip();

  constructor(transport: WebRtcTransport, negotiated: NegotiatedFeedback) {
    this.#transport = transport;
    this.#negotiated = negotiated;
  }

  /** Round trip in ms; undefined if the sender does not answer reference times. */
  get roundTripMs(): number | undefined {
    return this.#roundTrip.latestMs;
  }

  requestKeyframe(mediaSsrc: number): void {
    this.#send(writePli(this.#ssrc, mediaSsrc));
  }

  sendNack(mediaSsrc: number, sequenceNumbers: readonly number[]): void {
    for (let at = 0; at < sequenceNumbers.length; at += NACKS_PER_PACKET)
      this.#send(writeNack(this.#ssrc, mediaSsrc, sequenceNumbers.slice(at, at + NACKS_PER_PACKET)));
  }

  /** Registers a received packet by the transport-wide number in its extensions. */
  packetReceived(extensions: ReadonlyMap<number, Buffer>, nowMs: number): void {
    const { transportCcId } = this.#negotiated;
    const number = transportCcId === undefined ? undefined : extensions.get(transportCcId);
    if (number?.length === 2) this.#twcc.receive(number.readUInt16BE(0), nowMs * 1000);
  }

  sendTransportFeedback(mediaSsrc: number): void {
    for (const packet of this.#twcc.takeFeedback(mediaSsrc)) this.#send(packet);
  }

  sendReport(blocks: readonly ReportBlock[], nowMs: number): void {
    if (blocks.length === 0) return;
    const report = [writeReceiverReport(this.#ssrc, blocks), writeCname(this.#ssrc, CNAME)];
    if (this.#negotiated.receiverRtt) {
      const ntp = ntpFromWallClock(wallMs());
      this.#roundTrip.sent(ntp, nowMs);
      report.push(writeReceiverReferenceTime(this.#ssrc, ntp));
    }
    this.#transport.send(Buffer.concat(report));
  }

  receive({ replies }: Extract<RtcpMessage, { type: 'delay-since-receiver-report' }>, nowMs: number): void {
    for (const { ssrc, lastReceiverReport, delaySinceLastReceiverReport } of replies)
      if (ssrc === this.#ssrc)
        this.#roundTrip.reported(
          { lastSenderReport: lastReceiverReport, delaySinceLastSenderReport: delaySinceLastReceiverReport },
          nowMs,
        );
  }

  #send(packet: Buffer): void {
    this.#transport.send(this.#negotiated.reducedSizeRtcp ? packet : writeCompound(this.#ssrc, packet));
  }
}
