import type { Topology } from '../../../model/scenario/network.ts';

/**
 * First line on the controller's stdin; RouterControl lines follow. The controller exits when its stdin ends, whatever the
 * cause.
 */
export interface ControllerConfig {
  readonly topology: Topology;
  /** Namespace of each node, in the topology's order. */
  readonly namespaces: readonly string[];
  /** Namespace that contains all pipes. */
  readonly core: string;
  /** Path of the tc command. */
  readonly tc: string;
}
