import type { SourcePacket } from '../rtp/source-packet.ts';
import { DTI, type FrameDescriptor, isSubsetOf } from './dependency-descriptor.ts';
import { isSameLayer, type Layer } from './layer.ts';

/**
 * Forwarding decision for a packet.
 *
 * 'begin': the viewer continues with another stream from this packet on. 'pass': forward. 'skip': the viewer's stream,
 * but a layer above its own. 'other': a stream that is not the viewer's.
 */
export type ForwardDecision = 'begin' | 'pass' | 'skip' | 'other';

interface TargetRange {
  readonly fromSequence: number;
  readonly target: number | undefined;
}

/** Changes remembered; late packets belong to frames no older than that. */
const MAX_RANGES = 8;

/** Decides which packets of a layered stream one viewer gets, and where it may change its layer. */
export class LayerSwitch {
  #encoding: number | undefined;
  #wanted: Layer = { encoding: 0 };
  /** Targets forwarded of the current encoding, newest last. */
  #ranges: TargetRange[] = [];
  #newest = { sequence: 0, timestamp: -1 };
  /** Whether only a keyframe leads to the wanted layer of the current encoding. */
  #needsKeyframe = false;

  get wanted(): Layer {
    return this.#wanted;
  }

  /** Layer being forwarded; undefined until the first keyframe. */
  get current(): Layer | undefined {
    return this.#encoding === undefined ? undefined : layer(this.#encoding, this.#target);
  }

  /** Index of the simulcast stream whose keyframe is needed; undefined if none is. */
  get waitsFor(): number | undefined {
    if (this.#encoding === undefined || this.#wanted.encoding !== this.#encoding) return this.#wanted.encoding;
    return this.#needsKeyframe ? this.#encoding : undefined;
  }

  want(wanted: Layer): void {
    this.#wanted = wanted;
    this.#needsKeyframe = false;
  }

  /** Requires a keyframe before anything else is forwarded. */
  reset(): void {
    this.#encoding = undefined;
    this.#needsKeyframe = false;
  }

  admit(packet: SourcePacket): ForwardDecision {
    if (packet.encoding !== this.#encoding) {
      if (packet.encoding !== this.#wanted.encoding || !packet.startsKeyframe) return 'other';
      this.#start(packet);
      return 'begin';
    }
    if (packet.frame === undefined) return 'pass';
    this.#change(packet, packet.frame);
    this.#track(packet);
    const { dtis } = packet.frame;
    const target = this.#targetAt(packet.sequence);
    if (target === undefined) return 'pass';
    // If the structure has fewer targets than the previous one, use its highest.
    return dtis[Math.min(target, dtis.length - 1)] === DTI.notPresent ? 'skip' : 'pass';
  }

  /**
   * Returns whether this packet is the last of the picture as the viewer gets it: packets it is not sent may carry the
   * marker.
   */
  endsPicture({ marker, frame, sequence }: SourcePacket): boolean {
    if (marker || frame?.endOfFrame !== true) return marker;
    const target = this.#targetAt(sequence);
    return target !== undefined && frame.structure.targets[target]?.spatialId === frame.spatialId;
  }

  get #target(): number | undefined {
    return this.#ranges.at(-1)?.target;
  }

  #start(packet: SourcePacket): void {
    this.#encoding = packet.encoding;
    this.#needsKeyframe = false;
    this.#ranges = [{ fromSequence: packet.sequence, target: this.#wanted.target }];
    this.#newest = { sequence: packet.sequence, timestamp: packet.timestamp };
  }

  #track({ sequence, timestamp }: SourcePacket): void {
    if (sequence > this.#newest.sequence) this.#newest = { sequence, timestamp };
  }

  /** Changes the layer within a stream, between pictures, where all following frames can be decoded. */
  #change(
    { sequence, timestamp, startsKeyframe }: SourcePacket,
    { startOfFrame, dtis, structure }: FrameDescriptor,
  ): void {
    if (isSameLayer(this.#wanted, this.current) || this.#wanted.encoding !== this.#encoding) return;
    const startsPicture = startOfFrame && sequence > this.#newest.sequence && timestamp !== this.#newest.timestamp;
    if (!startsPicture) return;
    const [from, to] = [this.#target, this.#wanted.target];
    const isForwarded = from === undefined || (dtis[from] ?? DTI.notPresent) !== DTI.notPresent;
    const isSubset = to !== undefined && (from === undefined || isSubsetOf(structure, to, from));
    const isSwitchPoint = isForwarded && (to === undefined || dtis[to] === DTI.switch);
    if (startsKeyframe || isSubset || isSwitchPoint) {
      this.#ranges = [...this.#ranges.slice(1 - MAX_RANGES), { fromSequence: sequence, target: to }];
      this.#needsKeyframe = false;
    } else if (to !== undefined && from !== undefined)
      this.#needsKeyframe = structure.targets[to]?.spatialId !== structure.targets[from]?.spatialId;
  }

  #targetAt(sequence: number): number | undefined {
    const range = this.#ranges.findLast(({ fromSequence }) => fromSequence <= sequence) ?? this.#ranges[0];
    return range?.target;
  }
}

function layer(encoding: number, target: number | undefined): Layer {
  return target === undefined ? { encoding } : { encoding, target };
}
