import type { PageTask } from '../browser/transports/page-task.ts';
import type { Enter } from '../lib/enter.ts';
import type { OriginLine } from '../model/recording/origin-line.ts';
import type { Broadcast } from '../model/scenario/scenario.ts';

/**
 * How media reaches a server and comes back: the half of a transport that runs in Node. It knows what a take needs before
 * anything starts, starts what the transport has of its own, and says what the pages are to do; they do it with its other half, browser/transports/.
 */
export interface Transport<Settings> {
  /**
   * Finds out everything that can be wrong before anything starts, and looks up secrets. Throws InputError or
   * CannotMeasureError.
   */
  prepare(settings: Settings): Promise<PreparedTransport>;
}

export interface PreparedTransport {
  /** What participants must reach besides the emulated hosts: the real internet, with this machine's network or without. */
  readonly internet?: 'without-lan' | 'with-lan';
  /** False: the stream is somebody else's, there is no publisher of ours. */
  readonly publishes: boolean;
  /** False: nobody of ours watches. */
  readonly watches: boolean;
  /** Where pages are of plain http: some APIs of the browser need to be told to trust it. */
  trustedOrigins(hosts: Hosts): readonly string[];
  /** What the browsers must be told besides: names that only they are to know, a key they are to trust. */
  readonly browserFlags?: readonly string[];
  /** For one take. Throws CannotMeasureError, or the signal's reason; then nothing is left of what was started. */
  open(hosts: Hosts, options: OpenTransportOptions): Promise<OpenTransport>;
}

/** The shaped network's hosts, as a transport sees them; see ShapedNetwork. */
export interface Hosts {
  enter(nodeId: string): Enter;
  addressOf(nodeId: string): string;
  namespaceOf(nodeId: string): string | undefined;
  urlFor(nodeId: string, url: string): Promise<string>;
}

export interface OpenTransportOptions {
  readonly signal: AbortSignal;
  readonly record: (line: OriginLine) => void;
  /** Of the transport's own server. */
  readonly event: (name: 'origin-up' | 'origin-log', detail?: Record<string, unknown>) => void;
  /** Something has died without which the take is worth nothing. */
  readonly onFailure: (error: Error) => void;
}

export interface OpenTransport {
  publisher(broadcast: Broadcast): Promise<PageTask>;
  viewer(id: string): Promise<PageTask>;
  /** Once all participants have left. */
  close(): Promise<void>;
}
