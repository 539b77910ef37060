/** Returns text as part of an element's id and of a link to it: letters, digits, "-" and "_" only. */
export function slug(text: string): string {
  return text.replace(/[^\w-]/g, '_');
}

/** Ids that links of other pages may rely on: `#region-sea-id`, `#viewer-sea-id-1`, `#at-sea-id-1-12` (second 12). */
export const ANCHORS = {
  region: (region: string) => `region-${slug(region)}`,
  budget: (region: string, metric: string, statistic: string) => `limit-${slug(region)}-${slug(metric)}-${statistic}`,
  cell: (region: string, group: string) => `cell-${slug(region)}-${group}`,
  /** `take` counts from 0; the first take's viewers are linked by name alone. */
  viewer: (viewer: string, take = 0) => `viewer-${slug(viewer)}${take === 0 ? '' : `-take-${take + 1}`}`,
  viewerPictures: (viewer: string) => `pictures-${slug(viewer)}`,
  moment: (viewer: string, fromMs: number) => `at-${slug(viewer)}-${Math.max(0, Math.floor(fromMs / 1000))}`,
  metric: (metric: string) => `metric-${slug(metric)}`,
} as const;
