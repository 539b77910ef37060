/** Returns how many viewers each region has: as equal as can be, at least one each, in so many regions at the most. */
export function viewersByRegion(viewers: number, mostRegions: number): readonly number[] {
  const regions = Math.min(mostRegions, viewers);
  return Array.from({ length: regions }, (_, i) => Math.floor((viewers + i) / regions));
}
