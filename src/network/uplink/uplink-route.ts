/** Name of the internet node's second device, which leads outside. */
export const UPLINK_DEVICE = 'uplink';

export interface OpenUplinkRouteOptions {
  readonly ip: string;
  /** Namespace of the internet node. */
  readonly namespace: string;
  /** Prefix of the names of everything that is created. */
  readonly prefix: string;
  readonly lan: 'refused' | 'allowed';
  onFailure(error: Error): void;
}

/** Route from the internet node's namespace to the machine's own network. */
export interface UplinkRoute {
  /** Description for the report. */
  readonly name: string;
  /** Creates the device `uplink` with an address, and what it leads to. Throws on failure, after cleaning up. */
  open(options: OpenUplinkRouteOptions): Promise<{ readonly gateway: string; close(): Promise<void> }>;
}
