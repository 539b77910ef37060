export interface OpenUplinkRouteOptions {
  readonly ip: string;
  /** Of the internet node. */
  readonly namespace: string;
  /** Of the names of all that is made. */
  readonly prefix: string;
  readonly lan: 'refused' | 'allowed';
  onFailure(error: Error): void;
}

/** A way from the internet node's namespace to the machine's own network. */
export interface UplinkRoute {
  /** In words, for the report. */
  readonly name: string;
  /** Makes the device `uplink`, with an address, and what it leads to. Throws, and then nothing is left. */
  open(options: OpenUplinkRouteOptions): Promise<{ readonly gateway: string; close(): Promise<void> }>;
}
