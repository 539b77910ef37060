/** What a viewer is sent of a layered stream. */
export interface Layer {
  /** The publisher's simulcast stream; 0 where there is one. */
  readonly encoding: number;
  /** Decode target of its dependency descriptor; undefined for all of it. */
  readonly target?: number;
}

/** A layer as a step that a viewer's quality can stand on. */
export interface Rung extends Layer {
  /** Payload of the whole of it, with all that it builds on, bit/s. */
  readonly rateBps: number;
  readonly spatialId: number;
  readonly temporalId: number;
}

export function isSameLayer(a: Layer | undefined, b: Layer | undefined): boolean {
  return a?.encoding === b?.encoding && a?.target === b?.target;
}
