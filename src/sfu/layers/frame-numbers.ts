import type { ExtensionName } from '../rtp/header-extensions.ts';
import type { SourcePacket } from '../rtp/source-packet.ts';
import type { CodecId } from '../sdp/codecs.ts';
import { withFrameNumber } from './dependency-descriptor.ts';
import { readPayloadNumbers, shiftPayloadNumbers } from './payload-numbers.ts';

type RewrittenFields = Pick<SourcePacket, 'payload' | 'extensions'>;
type Numbers = { frameNumber?: number; pictureId?: number; tl0PicIdx?: number };

/**
 * Keeps frame numbers continuous for a viewer that switches between simulcast streams: the dependency descriptor's, the
 * picture id and TL0PICIDX. Each stream of a publisher counts separately.
 */
export class FrameNumbers {
  readonly #codec: CodecId;
  /** Highest numbers sent. */
  #last: Numbers = {};
  #offsets = { frameNumber: 0, pictureId: 0, tl0PicIdx: 0 };

  constructor(codec: CodecId) {
    this.#codec = codec;
  }

  /** Starts another stream with this packet. */
  begin(packet: SourcePacket): void {
    const first = this.#read(packet);
    const offset = (name: keyof Numbers) => {
      const [last, next] = [this.#last[name], first[name]];
      return last === undefined || next === undefined ? 0 : last + 1 - next;
    };
    const [frameNumber, pictureId, tl0PicIdx] = [offset('frameNumber'), offset('pictureId'), offset('tl0PicIdx')];
    this.#offsets = { frameNumber, pictureId, tl0PicIdx };
    this.#last = {};
  }

  rewrite(packet: SourcePacket): RewrittenFields {
    this.#remember(this.#read(packet));
    const { frameNumber } = this.#offsets;
    const { frame } = packet;
    const payload = shiftPayloadNumbers(this.#codec, packet.payload, this.#offsets);
    if (frameNumber === 0 || frame === undefined) return { payload, extensions: packet.extensions };
    const extensions = packet.extensions.map(([name, value]): readonly [ExtensionName, Buffer] =>
      name === 'dependencyDescriptor' ? [name, withFrameNumber(value, frame.frameNumber + frameNumber)] : [name, value],
    );
    return { payload, extensions };
  }

  #read({ payload, frame }: SourcePacket): Numbers {
    return { ...readPayloadNumbers(this.#codec, payload), ...(frame && { frameNumber: frame.frameNumber }) };
  }

  /** Keeps the newest numbers, by signed distance: frames also arrive late. */
  #remember(read: Numbers): void {
    for (const [name, bits] of [
      ['frameNumber', 16],
      ['pictureId', 15],
      ['tl0PicIdx', 8],
    ] as const) {
      const value = read[name];
      if (value === undefined) continue;
      const sent = value + this.#offsets[name];
      const last = this.#last[name];
      const half = 2 ** (bits - 1);
      const ahead = last === undefined ? 1 : ((((sent - last + half) % (2 * half)) + 2 * half) % (2 * half)) - half;
      if (ahead > 0) this.#last = { ...this.#last, [name]: sent };
    }
  }
}
