/**
 * The E-model of ITU-T G.107, as publicly implemented, with its default R of 93.2: R = 93.2 - Id - Ie,eff. Codec: Ie 0 and
 * Bpl 25.1, those of G.711 with concealment (G.113 appendix I); the ITU has published none for Opus, whose concealment
 * is of that kind.
 */
const DEFAULT_R = 93.2;
const CODEC_IE = 0;
const CODEC_BPL = 25.1;
/** From here on delay weighs more: talk becomes hard. */
const KNEE_MS = 177.3;

/** Id: what one-way delay costs, in points of R. */
export function delayImpairment(delayMs: number): number {
  return 0.024 * delayMs + (delayMs > KNEE_MS ? 0.11 * (delayMs - KNEE_MS) : 0);
}

/** Ie,eff: what loss costs. `burstRatio`: mean length of a burst over that of random losses of the same share, at least 1. */
export function lossImpairment(lossFraction: number, burstRatio: number): number {
  const percent = lossFraction * 100;
  return CODEC_IE + ((95 - CODEC_IE) * percent) / (percent / Math.max(1, burstRatio) + CODEC_BPL);
}

/** 1..4.5 of R; R is held within 0..100, and the formula's dip below 1 at small R is cut off. */
export function scoreOfR(r: number): number {
  const held = Math.min(100, Math.max(0, r));
  return Math.max(1, 1 + 0.035 * held + held * (held - 60) * (100 - held) * 7e-6);
}

/** 1..4.4 */
export function speechScore(delayMs: number, lossFraction: number, burstRatio: number): number {
  return scoreOfR(DEFAULT_R - delayImpairment(delayMs) - lossImpairment(lossFraction, burstRatio));
}

/** What delay alone leaves of everything above the worst score, 1 with none. */
export function delayFactor(delayMs: number): number {
  return (scoreOfR(DEFAULT_R - delayImpairment(delayMs)) - 1) / (scoreOfR(DEFAULT_R) - 1);
}
