import type { ExtensionName } from '../rtp/header-extensions.ts';
import type { SourcePacket } from '../rtp/source-packet.ts';
import type { CodecId } from '../sdp/codecs.ts';
import { withFrameNumber } from './dependency-descriptor.ts';
import { hasPayloadNumbers, readPayloadNumbers, shiftPayloadNumbers } from './payload-numbers.ts';

type RewrittenFields = Pick<SourcePacket, 'payload' | 'extensions'>;
type Numbers = Record<'frameNumber' | 'pictureId' | 'tl0PicIdx', number | undefined>;

const NONE: Readonly<Numbers> = { frameNumber: undefined, pictureId: undefined, tl0PicIdx: undefined };

/**
 * Keeps frame numbers continuous for a viewer that switches between simulcast streams: the dependency descriptor's, the
 * picture id and TL0PICIDX. Each stream of a publisher counts separately.
 */
export class FrameNumbers {
  readonly #codec: CodecId;
  readonly #isCountedInPayload: boolean;
  /** Highest numbers sent. */
  readonly #last: Numbers = { ...NONE };
  #offsets = { frameNumber: 0, pictureId: 0, tl0PicIdx: 0 };

  constructor(codec: CodecId) {
    this.#codec = codec;
    this.#isCountedInPayload = hasPayloadNumbers(codec);
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
    Object.assign(this.#last, NONE);
  }

  rewrite(packet: SourcePacket): RewrittenFields {
    const { frame } = packet;
    if (frame === undefined && !this.#isCountedInPayload) return packet;
    this.#remember(this.#read(packet));
    const { frameNumber } = this.#offsets;
    const payload = shiftPayloadNumbers(this.#codec, packet.payload, this.#offsets);
    if (frameNumber === 0 || frame === undefined) return { payload, extensions: packet.extensions };
    const extensions = packet.extensions.map(([name, value]): readonly [ExtensionName, Buffer] =>
      name === 'dependencyDescriptor' ? [name, withFrameNumber(value, frame.frameNumber + frameNumber)] : [name, value],
    );
    return { payload, extensions };
  }

  #read({ payload, frame }: SourcePacket): Numbers {
    const { pictureId, tl0PicIdx } = readPayloadNumbers(this.#codec, payload);
    return { frameNumber: frame?.frameNumber, pictureId, tl0PicIdx };
  }

  #remember({ frameNumber, pictureId, tl0PicIdx }: Numbers): void {
    this.#rememberOne('frameNumber', frameNumber, 16);
    this.#rememberOne('pictureId', pictureId, 15);
    this.#rememberOne('tl0PicIdx', tl0PicIdx, 8);
  }

  /** Keeps the newest number, by signed distance: frames also arrive late. */
  #rememberOne(name: keyof Numbers, value: number | undefined, bits: number): void {
    if (value === undefined) return;
    const sent = value + this.#offsets[name];
    const last = this.#last[name];
    const half = 2 ** (bits - 1);
    const ahead = last === undefined ? 1 : ((((sent - last + half) % (2 * half)) + 2 * half) % (2 * half)) - half;
    if (ahead > 0) this.#last[name] = sent;
  }
}
