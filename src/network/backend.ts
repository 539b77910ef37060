import type { LinksLine } from '../model/recording/sample-lines.ts';
import type { Topology } from '../model/scenario/network.ts';
import type { PacketJournal } from './emulation/packet-journal.ts';

/** Backend in use, why it was chosen, and its details; goes into the recording. */
export interface BackendNote {
  readonly id: string;
  readonly why: string;
  readonly detail: Readonly<Record<string, string | number | boolean>>;
}

/** Result of a backend's check on this machine: whether it works, why, and what would make it work. */
export interface Probe {
  readonly works: boolean;
  readonly why: string;
  readonly advice?: string;
}

/** Requirements of a take. */
export interface NetworkNeeds {
  readonly topology: Topology;
  /** Directory for a capture of every viewer's packets (see OpenOptions). */
  readonly captureTo?: string;
  /** Whether time is slowed by a fixed factor, which the kernel's own timers ignore. */
  readonly slowed?: boolean;
  /** Whether any command must run inside (`longhaul network`), not only our own browsers. */
  readonly anyCommand?: boolean;
}

/** IP address and port. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

export interface OpenOptions {
  /** Existing directory in which `<viewer>.pcapng` is written for every viewer, with drops annotated by link and cause. */
  readonly captureTo?: string;
  /** Maximum size of each capture; later packets are not written. */
  readonly captureLimitBytes?: number;
  /** Ratio of real time to stream time when the network opens, 1 by default. Stretches what the kernel times by itself. */
  readonly timeFactor?: number;
  /** Aborts the opening. An open network stays until close(), so that participants can leave first. */
  readonly signal: AbortSignal;
  /** Called every second with the counts of each link. */
  onSecond(line: LinksLine): void;
  /** Called once, if the network dies; onSecond() is not called afterwards. */
  onFailure(error: Error): void;
}

/** Running network: commands can be started on every node of the topology. */
export interface ShapedNetwork {
  readonly backend: BackendNote;
  /** Returns the prefix that runs a command on a node: `[command, ...args, "curl", ...]`. */
  enter(nodeId: string): { command: string; args: string[] };
  addressOf(nodeId: string): string;
  /** Returns the path of a node's network namespace, for setns(2); undefined where nodes share this machine's network. */
  namespaceOf(nodeId: string): string | undefined;
  /**
   * Returns the endpoint to which UDP from the node must be sent to reach `target`, an endpoint of the origin, over the
   * node's path: `target` itself where nodes have their own network. Answers come from the same endpoint.
   */
  reach(nodeId: string, target: Endpoint): Promise<Endpoint>;
  /**
   * Returns the URL at which the node reaches the origin's WHIP or WHEP endpoint `url`: the same, or a front that shapes its
   * media.
   */
  urlFor(nodeId: string, url: string): Promise<string>;
  /** Journal of backends that see each packet and its time (`journals`). */
  readonly journal?: PacketJournal;
  /** Opens the measured window, once: weather time, negative so far, becomes 0. */
  openWindow(): Promise<void>;
  /** Stops the shaping and removes everything that was created, killing processes still inside. Safe to call again. */
  close(): Promise<void>;
}

export interface NetworkBackend {
  /** Checks whether the backend works on this machine. Never throws, leaves nothing behind. */
  probe(): Promise<Probe>;
  /** Lists what it cannot do of the needs, in words that follow "cannot"; empty if it can do everything. */
  refusals(needs: NetworkNeeds): readonly string[];
  /** Whether its networks keep a journal, from which the fate of every packet can be predicted. */
  readonly journals: boolean;
  /** Opens a network. Throws CannotMeasureError, or the signal's reason; then everything is cleaned up. */
  open(topology: Topology, why: string, options: OpenOptions): Promise<ShapedNetwork>;
  /** Removes what killed runs left behind. Returns a description of each item. */
  sweep(): Promise<string[]>;
}
