/** Formats a time dilation factor as a speed: 3.02 is "1/3", 1.58 is "1/1.6", 12.4 is "1/12". */
export function speedText(factor: number): string {
  return `1/${Number(factor.toFixed(factor < 9.95 ? 1 : 0))}`;
}
