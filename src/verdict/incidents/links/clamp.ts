/** Cuts a strength to 0..1. */
export function clamp(strength: number): number {
  return Math.max(0, Math.min(1, strength));
}
