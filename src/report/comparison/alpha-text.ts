import type { EncoderComparison } from '../../model/result/encoder-comparison.ts';

/** "alpha 0.05, look 2 of 3", "alpha 0.05 at any look". */
export function alphaText({ alpha, look, looks, isAnytime = false }: EncoderComparison): string {
  const value = `alpha ${Number(alpha.toFixed(4))}`;
  if (isAnytime) return `${value} at any look`;
  return looks > 1 ? `${value}, look ${look} of ${looks}` : value;
}
