import type { VideoSettings } from '../../model/scenario/scenario.ts';

/** Returns the divisor of the picture’s width and height where it is to be sent smaller than it is made; else 1. */
export function scaledDown({ width, sourceSize }: VideoSettings): number {
  if (sourceSize === undefined || sourceSize.width === width) return 1;
  // The browser cuts off fractions of a pixel: a quarter more keeps rounding from taking a whole one.
  return sourceSize.width / (width + 0.25);
}
