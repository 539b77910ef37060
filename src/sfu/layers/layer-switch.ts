import type { SourcePacket } from '../rtp/source-packet.ts';
import { DTI, isPartOf } from './dependency-descriptor.ts';
import { isSameLayer, type Layer } from './layer.ts';

/**
 * 'begin': with this packet the viewer goes on with another stream; 'pass': it is the viewer's; 'skip': of its stream, but of
 * a layer above its own; 'other': of a stream that is not its own.
 */
export type LayerFate = 'begin' | 'pass' | 'skip' | 'other';

interface Stretch {
  readonly fromSequence: number;
  readonly target: number | undefined;
}

/** Late packets are of frames this many changes ago at most. */
const STRETCHES = 8;

/** Which packets of a layered stream are one viewer's, and at which of them it may change its layer. */
export class LayerSwitch {
  #encoding: number | undefined;
  #wanted: Layer = { encoding: 0 };
  /** What was forwarded of the present encoding from when on, newest last. */
  #stretches: Stretch[] = [];
  #newest = { sequence: 0, timestamp: -1 };

  get wanted(): Layer {
    return this.#wanted;
  }

  /** Undefined until the first keyframe. */
  get current(): Layer | undefined {
    return this.#encoding === undefined ? undefined : layer(this.#encoding, this.#target);
  }

  /** The simulcast stream whose keyframe it waits for; undefined when it waits for none. */
  get waitsFor(): number | undefined {
    if (this.#encoding === undefined || this.#wanted.encoding !== this.#encoding) return this.#wanted.encoding;
    return this.#waitsForKeyframe ? this.#encoding : undefined;
  }

  want(wanted: Layer): void {
    this.#wanted = wanted;
    this.#waitsForKeyframe = false;
  }

  /** Whatever comes next of what is wanted must be a keyframe. */
  reset(): void {
    this.#encoding = undefined;
    this.#waitsForKeyframe = false;
  }

  #waitsForKeyframe = false;

  admit(packet: SourcePacket): LayerFate {
    if (packet.encoding !== this.#encoding) {
      if (packet.encoding !== this.#wanted.encoding || !packet.startsKeyframe) return 'other';
      this.#begin(packet);
      return 'begin';
    }
    this.#change(packet);
    this.#note(packet);
    if (packet.frame === undefined) return 'pass';
    const { dtis } = packet.frame;
    const target = this.#targetAt(packet.sequence);
    if (target === undefined) return 'pass';
    // A structure that has fewer targets than the last one: its highest.
    return dtis[Math.min(target, dtis.length - 1)] === DTI.notPresent ? 'skip' : 'pass';
  }

  /** Whether this packet ends the picture as the viewer gets it: of what it is not sent the marker would be missing. */
  endsPicture({ marker, frame, sequence }: SourcePacket): boolean {
    if (marker || frame?.endOfFrame !== true) return marker;
    const target = this.#targetAt(sequence);
    return target !== undefined && frame.structure.targets[target]?.spatialId === frame.spatialId;
  }

  get #target(): number | undefined {
    return this.#stretches.at(-1)?.target;
  }

  #begin(packet: SourcePacket): void {
    this.#encoding = packet.encoding;
    this.#waitsForKeyframe = false;
    this.#stretches = [{ fromSequence: packet.sequence, target: this.#wanted.target }];
    this.#newest = packet;
  }

  #note({ sequence, timestamp }: SourcePacket): void {
    if (sequence > this.#newest.sequence) this.#newest = { sequence, timestamp };
  }

  /** Within a stream a layer changes between pictures, where every frame that follows can be decoded. */
  #change({ sequence, timestamp, frame, startsKeyframe }: SourcePacket): void {
    if (isSameLayer(this.#wanted, this.current) || frame === undefined) return;
    const startsPicture =
      frame.startOfFrame && sequence > this.#newest.sequence && timestamp !== this.#newest.timestamp;
    if (!startsPicture || this.#wanted.encoding !== this.#encoding) return;
    const [from, to] = [this.#target, this.#wanted.target];
    const { dtis, structure } = frame;
    const isHad = from === undefined || (dtis[from] ?? DTI.notPresent) !== DTI.notPresent;
    const isPart = to !== undefined && (from === undefined || isPartOf(structure, to, from));
    const isPoint = isHad && (to === undefined || dtis[to] === DTI.switch);
    if (startsKeyframe || isPart || isPoint) {
      this.#stretches = [...this.#stretches.slice(1 - STRETCHES), { fromSequence: sequence, target: to }];
      this.#waitsForKeyframe = false;
    } else if (to !== undefined && from !== undefined)
      this.#waitsForKeyframe = structure.targets[to]?.spatialId !== structure.targets[from]?.spatialId;
  }

  #targetAt(sequence: number): number | undefined {
    const stretch = this.#stretches.findLast(({ fromSequence }) => fromSequence <= sequence) ?? this.#stretches[0];
    return stretch?.target;
  }
}

function layer(encoding: number, target: number | undefined): Layer {
  return target === undefined ? { encoding } : { encoding, target };
}
