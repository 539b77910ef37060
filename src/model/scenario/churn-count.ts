/** Returns how many of so many viewers leave in mid-show, and how many others come: at least one. */
export function churnCount(share: number, viewers: number): number {
  return Math.min(viewers, Math.max(1, Math.round(share * viewers)));
}
