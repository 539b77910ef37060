import type { Topology } from '../model/network.ts';
import type { LinksLine } from '../model/recording.ts';

/** Which backend shapes, why this one, and what it found: goes into the recording. */
export interface BackendNote {
  readonly id: string;
  readonly why: string;
  readonly detail: Readonly<Record<string, string | number | boolean>>;
}

/** Whether a backend works on this machine: what was found, and what would make it work. */
export interface Probe {
  readonly works: boolean;
  readonly why: string;
  readonly advice?: string;
}

export interface OpenOptions {
  /** Aborts the opening. An open network stays until close(), so that those inside can leave first. */
  readonly signal: AbortSignal;
  /** Every second, what each link did. */
  onSecond(line: LinksLine): void;
  /** Once, when the network has died; no second follows. */
  onFailure(error: Error): void;
}

/** A running network: every node of the topology has a place in which commands can be started. */
export interface ShapedNetwork {
  readonly backend: BackendNote;
  /** Put before a command to run it on that node: `[command, ...args, "curl", ...]`. */
  enter(nodeId: string): { command: string; args: string[] };
  addressOf(nodeId: string): string;
  /** Network namespace of the node. */
  namespaceOf(nodeId: string): string;
  /** The measured window begins: weather time, which has been negative, becomes 0. Once. */
  openWindow(): Promise<void>;
  /** Stops the shaping and removes all that was made, ending processes still inside. Safe to call again. */
  close(): Promise<void>;
}

export interface NetworkBackend {
  /** Does not throw, leaves nothing. */
  probe(): Promise<Probe>;
  /** Throws CannotMeasureError, or the signal's reason; then nothing is left of what was made. */
  open(topology: Topology, why: string, options: OpenOptions): Promise<ShapedNetwork>;
  /** Removes what killed runs left; says what, one phrase each. */
  sweep(): Promise<string[]>;
}
