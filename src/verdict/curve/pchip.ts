// Piecewise cubic Hermite interpolation that never overshoots its points, as used in the BD-rate sheets of JCT-VC and JVET.
// Source: Fritsch & Butland, SIAM J. Sci. Stat. Comput. 5 (1984); ends by the three-point formula of Moler, Numerical Computing with
// MATLAB (2004), 3.4.

/** Integrates the curve through points of rising x from `low` to `high`, which lie within them. */
export function pchipIntegral(x: readonly number[], y: readonly number[], low: number, high: number): number {
  const slopes = pchipSlopes(x, y);
  let sum = 0;
  for (let i = 0; i + 1 < x.length; i++) {
    const [left, right] = [x[i] as number, x[i + 1] as number];
    const [from, to] = [Math.max(low, left), Math.min(high, right)];
    if (from >= to) continue;
    const width = right - left;
    const piece = (at: number) => {
      const t = (at - left) / width;
      // Integrals from 0 to t of Hermite's four polynomials.
      const h00 = t - t ** 3 + t ** 4 / 2;
      const h10 = t ** 2 / 2 - (2 * t ** 3) / 3 + t ** 4 / 4;
      const h01 = t ** 3 - t ** 4 / 2;
      const h11 = t ** 4 / 4 - t ** 3 / 3;
      const values = h00 * (y[i] as number) + h01 * (y[i + 1] as number);
      return width * (values + width * (h10 * (slopes[i] as number) + h11 * (slopes[i + 1] as number)));
    };
    sum += piece(to) - piece(from);
  }
  return sum;
}

function pchipSlopes(x: readonly number[], y: readonly number[]): readonly number[] {
  const widths = x.slice(1).map((each, i) => each - (x[i] as number));
  const rises = y.slice(1).map((each, i) => (each - (y[i] as number)) / (widths[i] as number));
  if (rises.length === 1) return [rises[0] as number, rises[0] as number];
  return x.map((_, i) => {
    if (i === 0) return endSlope(widths[0], widths[1], rises[0], rises[1]);
    if (i === x.length - 1) return endSlope(widths.at(-1), widths.at(-2), rises.at(-1), rises.at(-2));
    const [before, after] = [rises[i - 1] as number, rises[i] as number];
    if (before * after <= 0) return 0;
    const [h0, h1] = [widths[i - 1] as number, widths[i] as number];
    const [w0, w1] = [2 * h1 + h0, h1 + 2 * h0];
    return (w0 + w1) / (w0 / before + w1 / after);
  });
}

function endSlope(h0 = 0, h1 = 0, rise0 = 0, rise1 = 0): number {
  const slope = ((2 * h0 + h1) * rise0 - h0 * rise1) / (h0 + h1);
  if (Math.sign(slope) !== Math.sign(rise0)) return 0;
  return Math.sign(rise0) !== Math.sign(rise1) && Math.abs(slope) > 3 * Math.abs(rise0) ? 3 * rise0 : slope;
}
