import type { PageTask } from '../browser/transports/page-task.ts';
import type { CommandPrefix } from '../lib/command-prefix.ts';
import type { FrameStampsLine } from '../model/recording/frame-lines.ts';
import type { OriginLine } from '../model/recording/origin-line.ts';
import type { AudioSettings, Broadcast } from '../model/scenario/scenario.ts';

/**
 * Half of a transport that runs in Node. It knows what a take needs before anything starts, starts the transport's own
 * processes, and gives the pages their task; its other half, in browser/transports/, runs there.
 */
export interface Transport<Settings> {
  /**
   * Checks everything that can be wrong before anything starts, and reads secrets. Throws InputError or
   * CannotMeasureError.
   */
  prepare(settings: Settings): Promise<PreparedTransport>;
}

export interface PreparedTransport {
  /**
   * Access that participants need besides the emulated hosts: the real internet, with or without this machine's local
   * network.
   */
  readonly internet?: 'without-lan' | 'with-lan';
  /** Whether we publish; false if the stream is somebody else's. */
  readonly publishes: boolean;
  /** Whether any of our participants watch. */
  readonly watches: boolean;
  /** Returns origins served over plain http, which the browser must be configured to trust for some APIs. */
  trustedOrigins(hosts: Hosts): readonly string[];
  /** Further browser flags: names to resolve, a key to trust. */
  readonly browserFlags?: readonly string[];
  /**
   * Opens the transport for one take. Throws CannotMeasureError or the signal's reason; then nothing that was started
   * is left.
   */
  open(hosts: Hosts, options: OpenTransportOptions): Promise<OpenTransport>;
}

/** Hosts of the shaped network, as a transport sees them; see ShapedNetwork. */
export interface Hosts {
  enter(nodeId: string): CommandPrefix;
  addressOf(nodeId: string): string;
  namespaceOf(nodeId: string): string | undefined;
  urlFor(nodeId: string, url: string): Promise<string>;
}

export interface OpenTransportOptions {
  readonly signal: AbortSignal;
  /** Whether UDP is blocked on a line of any participant. Default false. */
  readonly udpIsBlocked?: boolean;
  readonly record: (line: OriginLine | FrameStampsLine) => void;
  /** Records an event of the transport's own server. */
  readonly event: (name: 'origin-up' | 'origin-log', detail?: Record<string, unknown>) => void;
  /** Called when something dies without which the take is worthless. */
  readonly onFailure: (error: Error) => void;
}

export interface OpenTransport {
  publisher(broadcast: Broadcast): Promise<PageTask>;
  /** `audio`: settings of the sound that is published, of which a viewer must ask for the second channel. */
  viewer(id: string, audio?: AudioSettings): Promise<PageTask>;
  /**
   * Lets each of these viewers lose one video packet on purpose, which is retransmitted; twice: at the second attempt.
   * Undefined where the server is somebody else's.
   */
  rehearseLoss?(viewers: readonly string[], twice: boolean): void;
  /** Closes the transport, once all participants have left. */
  close(): Promise<void>;
}
