import { writeRtp } from '../../src/sfu/rtp/rtp-packet.ts';
import { CLOCK_RATE, type MediaClient, OWN_SSRC, TRANSPORT_CC_ID, VIDEO_TYPE } from './media-client.ts';

const FPS = 30;
const PAYLOAD_BYTES = 1100;
/** Beginnings of a VP8 payload that starts a keyframe, starts another frame, goes on (RFC 7741). */
const [KEY, DELTA, REST] = [0x10_00, 0x10_01, 0x00_00];

/** Sends a made-up VP8 stream of a constant bitrate, each frame in one go, as Chromium does. */
export class VideoSender {
  readonly #timer: NodeJS.Timeout;
  /** Packets sent. */
  packets = 0;

  constructor(client: MediaClient, bitrateBps: number) {
    const packetsPerFrame = Math.round(bitrateBps / FPS / 8 / PAYLOAD_BYTES);
    const begunMs = performance.now();
    const transportNumber = Buffer.alloc(2);
    const payload = Buffer.alloc(PAYLOAD_BYTES, 0x55);
    let isKey = true;
    client.onKeyframeRequest = () => {
      isKey = true;
    };
    const sendFrame = (frame: number) => {
      for (let index = 0; index < packetsPerFrame; index++) {
        payload.writeUInt16BE(index > 0 ? REST : isKey ? KEY : DELTA, 0);
        transportNumber.writeUInt16BE(this.packets & 0xffff, 0);
        client.send(
          writeRtp({
            ...{ marker: index === packetsPerFrame - 1, payloadType: VIDEO_TYPE, ssrc: OWN_SSRC, payload },
            ...{ sequenceNumber: this.packets & 0xffff, timestamp: Math.round((frame * CLOCK_RATE) / FPS) },
            extensions: [[TRANSPORT_CC_ID, transportNumber]],
          }),
        );
        this.packets += 1;
      }
      isKey = false;
    };
    let frame = 0;
    this.#timer = setInterval(() => {
      for (; performance.now() - begunMs >= (frame * 1000) / FPS; frame++) sendFrame(frame);
    }, 1000 / FPS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
