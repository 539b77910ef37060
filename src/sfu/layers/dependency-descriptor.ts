import { BitReader } from './bit-reader.ts';

/** Decode target indication of a frame: not part of the target, droppable, a point to switch to it, or required. */
export const DTI = { notPresent: 0, discardable: 1, switch: 2, required: 3 } as const;

export interface LayerIds {
  readonly spatialId: number;
  readonly temporalId: number;
}

interface Template extends LayerIds {
  /** One DTI value per decode target. */
  readonly dtis: readonly number[];
}

/** Dependencies between the layers of a stream, valid until its next keyframe at least. */
export interface DependencyStructure {
  readonly templateIdOffset: number;
  readonly templates: readonly Template[];
  /** Highest layer of each decode target. */
  readonly targets: readonly LayerIds[];
  readonly chains: number;
}

/** Descriptor of one packet, as far as forwarding needs it. */
export interface FrameDescriptor extends LayerIds {
  readonly startOfFrame: boolean;
  readonly endOfFrame: boolean;
  /** Frame number, 16 bits. */
  readonly frameNumber: number;
  readonly dtis: readonly number[];
  readonly structure: DependencyStructure;
  /** Bit mask: bit n is set while decode target n is being sent. */
  readonly activeTargets: number;
}

const MAX_TEMPLATES = 64;
/** Bytes of the mandatory fields. */
const MANDATORY_BYTES = 3;

/**
 * Parses dependency descriptors (AV1 RTP specification, appendix A; usable with any codec). Their structure comes with
 * keyframes only and is remembered, so each stream has its own reader. Expects packets in order, but late ones do no
 * harm.
 */
export class DependencyDescriptorReader {
  #structure: DependencyStructure | undefined;
  #activeTargets = 0;

  /** Parses the descriptor of one packet. Returns undefined if it is truncated, and before the first structure. */
  read(bytes: Buffer): FrameDescriptor | undefined {
    try {
      return this.#read(new BitReader(bytes), bytes.length > MANDATORY_BYTES);
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }

  #read(bits: BitReader, isExtended: boolean): FrameDescriptor | undefined {
    const [startOfFrame, endOfFrame] = [bits.readFlag(), bits.readFlag()];
    const [templateId, frameNumber] = [bits.read(6), bits.read(16)];
    let hasDtis = false;
    if (isExtended) {
      const [hasStructure, hasActive] = [bits.readFlag(), bits.readFlag()];
      hasDtis = bits.readFlag();
      bits.read(2); // custom frame differences and chains, which are not used here
      if (hasStructure) {
        this.#structure = readStructure(bits);
        this.#activeTargets = 2 ** this.#structure.targets.length - 1;
      }
      if (hasActive && this.#structure !== undefined) this.#activeTargets = bits.read(this.#structure.targets.length);
    }
    const structure = this.#structure;
    if (structure === undefined) return undefined;
    const template = structure.templates[(templateId + MAX_TEMPLATES - structure.templateIdOffset) % MAX_TEMPLATES];
    if (template === undefined) return undefined;
    const { spatialId, temporalId } = template;
    const dtis = hasDtis ? structure.targets.map(() => bits.read(2)) : template.dtis;
    const activeTargets = this.#activeTargets;
    return { startOfFrame, endOfFrame, frameNumber, spatialId, temporalId, dtis, structure, activeTargets };
  }
}

function readStructure(bits: BitReader): DependencyStructure {
  const templateIdOffset = bits.read(6);
  const targetCount = bits.read(5) + 1;
  const layers = readTemplateLayers(bits);
  const templates = layers.map((ids) => ({ ...ids, dtis: Array.from({ length: targetCount }, () => bits.read(2)) }));
  for (const _ of layers) while (bits.readFlag()) bits.read(4); // frame differences
  const chains = bits.readBelow(targetCount + 1);
  if (chains > 0) {
    for (let target = 0; target < targetCount; target++) bits.readBelow(chains);
    for (let each = 0; each < layers.length * chains; each++) bits.read(4);
  }
  if (bits.readFlag()) {
    const spatialLayers = Math.max(...layers.map(({ spatialId }) => spatialId)) + 1;
    for (let each = 0; each < spatialLayers * 2; each++) bits.read(16); // widths and heights
  }
  return { templateIdOffset, templates, targets: targetLayers(templates, targetCount), chains };
}

function readTemplateLayers(bits: BitReader): LayerIds[] {
  const layers: LayerIds[] = [];
  let [spatialId, temporalId] = [0, 0];
  for (;;) {
    layers.push({ spatialId, temporalId });
    if (layers.length > MAX_TEMPLATES) throw new RangeError('more templates than there are ids');
    switch (bits.read(2)) {
      case 1:
        temporalId += 1;
        break;
      case 2:
        temporalId = 0;
        spatialId += 1;
        break;
      case 3:
        return layers;
    }
  }
}

function targetLayers(templates: readonly Template[], count: number): LayerIds[] {
  return Array.from({ length: count }, (_, target) => {
    const parts = templates.filter(({ dtis }) => dtis[target] !== DTI.notPresent);
    return {
      spatialId: Math.max(0, ...parts.map(({ spatialId }) => spatialId)),
      temporalId: Math.max(0, ...parts.map(({ temporalId }) => temporalId)),
    };
  });
}

/**
 * Returns whether every frame of decode target `subset` belongs to `superset` too: then one may switch from `superset` to
 * `subset` at any frame.
 */
export function isSubsetOf(structure: DependencyStructure, subset: number, superset: number): boolean {
  return structure.templates.every(
    ({ dtis }) => dtis[subset] === DTI.notPresent || (dtis[superset] ?? DTI.notPresent) !== DTI.notPresent,
  );
}

/** Returns a copy of the descriptor with another frame number. */
export function withFrameNumber(bytes: Buffer, frameNumber: number): Buffer {
  const copy = Buffer.from(bytes);
  if (copy.length >= MANDATORY_BYTES) copy.writeUInt16BE(frameNumber & 0xffff, 1);
  return copy;
}
