import { H264RtpPayload, Vp8RtpPayload } from 'werift';
import { NAL, nalUnits, typeOf } from './nal-units.ts';
import { h264Size, vp8Size } from './picture-size.ts';

/** Parts of a packet of RTP that matter here. */
interface Arrived {
  readonly header: { readonly sequenceNumber: number; readonly timestamp: number; readonly marker: boolean };
  readonly payload: Buffer;
}

interface Part {
  readonly timestamp: number;
  readonly marker: boolean;
  readonly payload: Buffer;
}

/** Puts frames together again from what arrived in any order, with werift's own readers of payload formats. */
export class WholeFrames {
  readonly #codec: 'h264' | 'vp8';
  /** Packets by sequence number, counted on over its end. */
  readonly #parts = new Map<number, Part>();
  #last: number | undefined;

  constructor(codec: 'h264' | 'vp8') {
    this.#codec = codec;
  }

  add({ header, payload }: Arrived): void {
    if (payload.length === 0) return;
    const { sequenceNumber, timestamp, marker } = header;
    const last = this.#last ?? sequenceNumber;
    const number = last + (((sequenceNumber - last) << 16) >> 16);
    this.#last = Math.max(last, number);
    this.#parts.set(number, { timestamp, marker, payload });
  }

  /** Returns the frames that a decoder could show: none before the first keyframe, and none of which a packet is missing. */
  frames(): Buffer[] {
    const frames: Buffer[] = [];
    /** Number of the packet that goes on after the last whole frame. */
    let next: number | undefined;
    for (const [first, parts] of this.#inOrder()) {
      const numbers = parts.map(([number]) => number);
      const { isKeyframe, isStart, bytes } = this.#read(parts.map(([, { payload }]) => payload));
      const isWhole =
        isStart && parts.at(-1)?.[1].marker === true && numbers.every((one, index) => one === first + index);
      next = isWhole && (isKeyframe || next === first) ? first + numbers.length : undefined;
      if (next !== undefined) frames.push(bytes);
    }
    return frames;
  }

  /** Returns the size that the first keyframe says it has; null before one has arrived. */
  size(): readonly [width: number, height: number] | null {
    const [keyframe] = this.frames();
    if (keyframe === undefined) return null;
    return this.#codec === 'vp8' ? vp8Size(keyframe) : h264Size(keyframe);
  }

  /** Groups packets by frame, each under the number of its first. */
  #inOrder(): Map<number, [number, Part][]> {
    const frames = new Map<number, [number, Part][]>();
    let first = 0;
    let timestamp: number | undefined;
    for (const [number, part] of [...this.#parts].sort(([a], [b]) => a - b)) {
      if (part.timestamp !== timestamp) {
        first = number;
        timestamp = part.timestamp;
        frames.set(first, []);
      }
      frames.get(first)?.push([number, part]);
    }
    return frames;
  }

  #read(payloads: readonly Buffer[]): { isKeyframe: boolean; isStart: boolean; bytes: Buffer } {
    if (this.#codec === 'vp8') {
      const parts = payloads.map((payload) => Vp8RtpPayload.deSerialize(payload));
      const [first] = parts;
      return {
        ...{ isKeyframe: first?.isKeyframe === true, isStart: first?.payloadHeaderExist === true },
        bytes: Buffer.concat(parts.map(({ payload }) => payload)),
      };
    }
    const parts: H264RtpPayload[] = [];
    for (const payload of payloads) parts.push(H264RtpPayload.deSerialize(payload, parts.at(-1)?.fragment));
    const bytes = Buffer.concat(parts.flatMap(({ payload }) => payload ?? []));
    return {
      isKeyframe: nalUnits(bytes).some((unit) => typeOf(unit) === NAL.idr),
      isStart: parts[0]?.isPartitionHead === true,
      bytes,
    };
  }
}
