import type { VideoSettings } from '../../model/scenario/scenario.ts';

/** What the encoder divides the picture's width and height by where it is to be sent smaller than it is made; else 1. */
export function scaledDown({ width, sourceSize }: VideoSettings): number {
  if (sourceSize === undefined || sourceSize.width === width) return 1;
  // The browser cuts off what is left of a pixel: a quarter more lets no rounding take a whole one.
  return sourceSize.width / (width + 0.25);
}
