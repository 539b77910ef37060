/** The device on which a viewer watches. */
export interface Device {
  /** Catalog name: "mid-phone". */
  readonly id: string;
  readonly label: string;
  readonly labelZh: string;
  /** Size of the page, CSS pixels. */
  readonly viewport: { readonly width: number; readonly height: number };
  /** Cores of the reference machine (time/cpu-worth.ts) that the viewer's whole browser may use; unlimited if undefined. */
  readonly cpuCores?: number;
}
