import { RoundTrip } from '../rtcp/round-trip.ts';
import type { RtcpMessage } from '../rtcp/rtcp.ts';
import { writeCname, writeCompound } from '../rtcp/rtcp-reports.ts';
import { writeDelaySinceReceiverReport } from '../rtcp/rtcp-xr.ts';
import { CNAME } from '../session-limits.ts';
import type { WebRtcTransport } from '../transport/webrtc-transport.ts';
import type { ViewerTrack } from './viewer-track.ts';

/** Sends a viewer the reports on its tracks, and measures the round trip from its answers. */
export class ViewerReports {
  readonly #transport: WebRtcTransport;
  readonly #roundTrip = new RoundTrip();

  constructor(transport: WebRtcTransport) {
    this.#transport = transport;
  }

  /** Round trip in ms; undefined until a report has been answered. */
  get roundTripMs(): number | undefined {
    return this.#roundTrip.latestMs;
  }

  /** Sends a track's sender report, if there is one yet. */
  send(report: Buffer | undefined, { ssrc, nowMs }: { readonly ssrc: number; readonly nowMs: number }): void {
    if (report === undefined) return;
    this.#roundTrip.sent(report.readBigUInt64BE(8), nowMs);
    this.#transport.send(Buffer.concat([report, writeCname(ssrc, CNAME)]));
  }

  answered({ reports }: Extract<RtcpMessage, { type: 'sender-report' | 'receiver-report' }>, nowMs: number): void {
    for (const block of reports) this.#roundTrip.reported(block, nowMs);
  }

  /** Answers a receiver's reference time for every track: it does not name the stream it is about. */
  answer(
    { ssrc: receiver, ntp }: Extract<RtcpMessage, { type: 'receiver-reference-time' }>,
    tracks: readonly ViewerTrack[],
  ): void {
    for (const { ssrc } of tracks)
      this.#transport.send(writeCompound(ssrc, writeDelaySinceReceiverReport(ssrc, receiver, ntp, 0)));
  }
}
