import type { Topology } from '../../../model/scenario/network.ts';

/** First line on the controller's stdin; then RouterControl lines. Its end, whoever caused it, ends the controller. */
export interface ControllerConfig {
  readonly topology: Topology;
  /** Of each node, in the topology's order. */
  readonly namespaces: readonly string[];
  /** The namespace in which all pipes are. */
  readonly core: string;
  /** Path of the tc command. */
  readonly tc: string;
}
