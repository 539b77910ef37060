/** What a viewer watches on. */
export interface Device {
  /** Catalog name: "mid-phone". */
  readonly id: string;
  readonly label: string;
  readonly labelZh: string;
  /** Of the page, CSS pixels. */
  readonly viewport: { readonly width: number; readonly height: number };
  /** Cores of this machine that the viewer's whole browser may use; undefined when not limited. */
  readonly cpuCores?: number;
}
