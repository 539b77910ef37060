/**
 * The E-model of ITU-T G.107, as publicly implemented, with its default R of 93.2: R = 93.2 - Id - Ie,eff. The codec's Ie 0 and
 * Bpl 25.1 are those of G.711 with concealment (G.113 appendix I); the ITU has published none for Opus, which conceals in
 * much the same way.
 */
export const DEFAULT_R = 93.2;
export const CODEC_IE = 0;
export const CODEC_BPL = 25.1;
/** One-way delay from which on delay weighs more, since conversation becomes hard. */
const KNEE_MS = 177.3;

/** Returns Id, the cost of one-way delay in points of R. */
export function delayImpairment(delayMs: number): number {
  return 0.024 * delayMs + (delayMs > KNEE_MS ? 0.11 * (delayMs - KNEE_MS) : 0);
}

/** Returns Ie,eff, the cost of loss in points of R. `burstRatio` is the mean length of a burst over that of random losses, at least 1. */
export function lossImpairment(lossFraction: number, burstRatio: number): number {
  const percent = lossFraction * 100;
  return CODEC_IE + ((95 - CODEC_IE) * percent) / (percent / Math.max(1, burstRatio) + CODEC_BPL);
}

/** Converts R to a mean opinion score, 1 to 4.5. R is clamped to 0..100, and the formula's dip below 1 at small R is cut off. */
export function scoreOfR(r: number): number {
  const clamped = Math.min(100, Math.max(0, r));
  return Math.max(1, 1 + 0.035 * clamped + clamped * (clamped - 60) * (100 - clamped) * 7e-6);
}

/** Returns the mean opinion score of speech, 1 to 4.4. */
export function speechScore(delayMs: number, lossFraction: number, burstRatio: number): number {
  return scoreOfR(DEFAULT_R - delayImpairment(delayMs) - lossImpairment(lossFraction, burstRatio));
}

/** Returns the share (0 to 1) of everything above the worst score that delay alone leaves; 1 without delay. */
export function delayFactor(delayMs: number): number {
  return (scoreOfR(DEFAULT_R - delayImpairment(delayMs)) - 1) / (scoreOfR(DEFAULT_R) - 1);
}
