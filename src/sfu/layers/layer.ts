/** Part of a layered stream that a viewer is sent. */
export interface Layer {
  /** Index of the publisher's simulcast stream; 0 without simulcast. */
  readonly encoding: number;
  /** Decode target of the dependency descriptor; undefined for the whole stream. */
  readonly target?: number;
}

/** Layer as a step of a viewer's quality. */
export interface Rung extends Layer {
  /** Payload bitrate including all layers it depends on, bit/s. */
  readonly rateBps: number;
  readonly spatialId: number;
  readonly temporalId: number;
}

export function isSameLayer(a: Layer | undefined, b: Layer | undefined): boolean {
  return a?.encoding === b?.encoding && a?.target === b?.target;
}
