import type { LinksLine } from '../model/recording/sample-lines.ts';
import type { Topology } from '../model/scenario/network.ts';
import type { PacketJournal } from './emulation/packet-journal.ts';

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

/** What a take asks of a backend beyond its topology's links. */
export interface NetworkNeeds {
  readonly topology: Topology;
  /** Directory in which a capture of every viewer's packets is wanted (see OpenOptions). */
  readonly captureTo?: string;
  /** Time is to be slowed by a fixed factor, which a kernel's own timers do not know. */
  readonly slowed?: boolean;
  /** Any command has to run inside (`longhaul network`), not only browsers of ours. */
  readonly anyCommand?: boolean;
}

/** An IP endpoint. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

export interface OpenOptions {
  /** An existing directory: `<viewer>.pcapng` is written for every viewer, drops annotated with link and cause. */
  readonly captureTo?: string;
  /** Of each capture; what would exceed it is not written. */
  readonly captureLimitBytes?: number;
  /** Real time over the stream's own as the network begins; 1 unless set. What the kernel times by itself is stretched by it. */
  readonly timeFactor?: number;
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
  /** Path of the node's network namespace, to be entered by setns(2); undefined where nodes share this machine's network. */
  namespaceOf(nodeId: string): string | undefined;
  /**
   * Where UDP from the node has to be sent to reach `target`, an endpoint of the origin's, over the node's path: `target`
   * itself wherever nodes have a network of their own. Answers come back from the same endpoint.
   */
  reach(nodeId: string, target: Endpoint): Promise<Endpoint>;
  /** Where the node finds the origin's WHIP or WHEP endpoint `url`: the same, or a front that makes its media take the path. */
  urlFor(nodeId: string, url: string): Promise<string>;
  /** Of backends that see each packet and can tell when (`journals`). */
  readonly journal?: PacketJournal;
  /** The measured window begins: weather time, which has been negative, becomes 0. Once. */
  openWindow(): Promise<void>;
  /** Stops the shaping and removes all that was made, ending processes still inside. Safe to call again. */
  close(): Promise<void>;
}

export interface NetworkBackend {
  /** Does not throw, leaves nothing. */
  probe(): Promise<Probe>;
  /** What it cannot do of this, in words that follow "cannot": empty when all. Refused before anything starts. */
  refusals(needs: NetworkNeeds): readonly string[];
  /** Whether its networks keep a journal, from which all that becomes of a packet can be told. */
  readonly journals: boolean;
  /** Throws CannotMeasureError, or the signal's reason; then nothing is left of what was made. */
  open(topology: Topology, why: string, options: OpenOptions): Promise<ShapedNetwork>;
  /** Removes what killed runs left; says what, one phrase each. */
  sweep(): Promise<string[]>;
}
