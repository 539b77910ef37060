import { DependencyDescriptorReader, type FrameDescriptor } from '../../../src/sfu/layers/dependency-descriptor.ts';

/** Dependency descriptors recorded from Chromium 156, in order, each stream's from its keyframe on. */
export const RECORDED = {
  /** VP9 at 640x360 with L3T3_KEY requested, which arrived as two spatial layers. */
  vp9Spatial: [
    '800001800514853aaaa8018004004002a02a0060010015d34514174d144c700874321651118543276809f8059813f80b38',
    '4500101b000848',
    '830011',
    '430011',
    '880012',
    '480012',
  ],
  vp9Temporal: ['800001800214eaa860414d1410208427027f0167', '01000d', '83000e', '43000e', '82000f'],
  vp8Simulcast: ['80000180003a410100', '000001'],
  vp8Temporal: ['8000018002044eaaaf2860414d34538a0940409fc059c0', '000001', '05000d1220', '85000e1240'],
  h264Temporal: ['80000180011ea851410108', '000001', '020006', '810007'],
} as const;

/** Parses descriptors in order. */
export function readAll(hexes: readonly string[]): (FrameDescriptor | undefined)[] {
  const reader = new DependencyDescriptorReader();
  return hexes.map((hex) => reader.read(Buffer.from(hex, 'hex')));
}
