/** Returns "4.2 % (2.9 to 5.9)": a share of runs with its exact 95 % interval (Clopper & Pearson, Biometrika 26, 1934). */
export function exactShare(count: number, of: number): string {
  const percent = (share: number) => (100 * share).toFixed(1);
  const low = count === 0 ? 0 : solve((share) => 1 - atMost(count - 1, of, share) >= TAIL);
  const high = count === of ? 1 : solve((share) => atMost(count, of, share) <= TAIL);
  return `${percent(count / of)} % (${percent(low)} to ${percent(high)})`;
}

const TAIL = 0.025;

/** Returns the least share for which it holds; it does from there on. */
function solve(holds: (share: number) => boolean): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Returns the probability of at most `count` among so many. */
function atMost(count: number, of: number, share: number): number {
  if (share <= 0) return 1;
  if (share >= 1) return count >= of ? 1 : 0;
  let term = of * Math.log1p(-share);
  let sum = Math.exp(term);
  for (let i = 1; i <= count; i++) {
    term += Math.log((of - i + 1) / i) + Math.log(share) - Math.log1p(-share);
    sum += Math.exp(term);
  }
  return Math.min(1, sum);
}
