/**
 * Line colours for light and dark pages, distinguishable with the common colour blindnesses (after Okabe and Ito, darkened or
 * lightened for 3:1 contrast on the page's ground).
 */
export const SERIES_COLOURS = [
  { light: '#0064b0', dark: '#5aaef0' },
  { light: '#c24e00', dark: '#f08a3c' },
  { light: '#00805c', dark: '#2cc498' },
  { light: '#a8488a', dark: '#e08cc4' },
  { light: '#7a6400', dark: '#d8bc3c' },
  { light: '#4a5a68', dark: '#a4b4c4' },
] as const;

/** Dash patterns of the viewers of one region, who share its colour. */
export const DASHES: readonly (readonly number[])[] = [[], [6, 3], [2, 3], [10, 6]];

export interface LineStyle {
  /** Index into SERIES_COLOURS. */
  readonly colour: number;
  readonly dash: readonly number[];
}

/** Assigns a colour per region and a dash pattern per viewer within it, so that a region's viewers read as one family. */
export function lineStyles(
  regions: readonly { readonly id: string }[],
  viewers: readonly { readonly id: string; readonly region: string }[],
): ReadonlyMap<string, LineStyle> {
  const seen = new Map<string, number>();
  return new Map(
    viewers.map(({ id, region }) => {
      const nth = seen.get(region) ?? 0;
      seen.set(region, nth + 1);
      const place = Math.max(
        0,
        regions.findIndex((candidate) => candidate.id === region),
      );
      return [id, { colour: place % SERIES_COLOURS.length, dash: DASHES[nth % DASHES.length] ?? [] }];
    }),
  );
}
