import { writeRtp } from '../../src/sfu/rtp/rtp-packet.ts';
import type { MediaClient } from './media-client.ts';

const FPS = 30;
const PAYLOAD_BYTES = 1100;
/** Burst of libwebrtc's pacer, which sends at two and a half times the bitrate. */
const BURST_MS = 5;
const PACING_FACTOR = 2.5;
const CLOCK_RATE = 90_000;
const [VIDEO_TYPE, SSRC] = [96, 0x1234_5678];
const TRANSPORT_CC_ID = 3;
/** Beginnings of a VP8 payload that starts a keyframe, starts another frame, goes on (RFC 7741). */
const [KEY, DELTA, REST] = [0x10_00, 0x10_01, 0x00_00];

/** Sends a made-up VP8 stream of a constant bitrate, paced as Chromium paces it. */
export class VideoSender {
  readonly #timer: NodeJS.Timeout;
  /** Packets sent. */
  packets = 0;

  constructor(client: MediaClient, bitrateBps: number) {
    const packetsPerFrame = Math.round(bitrateBps / FPS / 8 / PAYLOAD_BYTES);
    const packetsPerMs = (bitrateBps * PACING_FACTOR) / 8 / PAYLOAD_BYTES / 1000;
    const begunMs = performance.now();
    let [frame, inFrame] = [0, 0];
    let credit = 0;
    let isKey = true;
    client.onKeyframeRequest = () => {
      isKey = true;
    };
    const sendPacket = () => {
      const payload = Buffer.alloc(PAYLOAD_BYTES, 0x55);
      payload.writeUInt16BE(inFrame > 0 ? REST : isKey ? KEY : DELTA, 0);
      const transportNumber = Buffer.alloc(2);
      transportNumber.writeUInt16BE(this.packets & 0xffff, 0);
      client.send(
        writeRtp({
          ...{ marker: inFrame === packetsPerFrame - 1, payloadType: VIDEO_TYPE, ssrc: SSRC, payload },
          ...{ sequenceNumber: this.packets & 0xffff, timestamp: Math.round((frame * CLOCK_RATE) / FPS) },
          extensions: [[TRANSPORT_CC_ID, transportNumber]],
        }),
      );
      if (inFrame === 0) isKey = false;
      this.packets += 1;
      inFrame += 1;
      if (inFrame < packetsPerFrame) return;
      inFrame = 0;
      frame += 1;
    };
    this.#timer = setInterval(() => {
      credit = Math.min(credit + packetsPerMs * BURST_MS, packetsPerFrame);
      for (; credit >= 1 && performance.now() - begunMs >= (frame * 1000) / FPS; credit -= 1) sendPacket();
    }, BURST_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
