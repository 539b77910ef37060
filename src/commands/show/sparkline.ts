const LEVELS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/** Mark of a second without a value: never drawn as a low one. */
const NOTHING = '·';

/** Draws values between 0 and `top` as one character each; a value that is missing as a dot. */
export function sparkline(values: readonly (number | undefined)[], top: number): string {
  return values
    .map((value) => {
      if (value === undefined) return NOTHING;
      const level = top <= 0 ? 0 : Math.floor((value / top) * LEVELS.length);
      return LEVELS[Math.min(LEVELS.length - 1, Math.max(0, level))];
    })
    .join('');
}
