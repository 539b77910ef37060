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

/**
 * Largest correction of a device's cores by what a CPU second is worth here, either way: beyond it, the measurement or the machine is
 * not what the device class was meant for.
 */
export const MOST_CORRECTION = 4;
