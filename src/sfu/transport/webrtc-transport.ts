import nodeDataChannel, { type PeerConnection, type Track } from 'node-datachannel';
import { isRtcp } from '../rtp/rtp-packet.ts';
import type { RemoteCandidate } from '../sdp/ice-fragment.ts';
import type { IceEnd, LocalTransport } from '../sdp/sdp-answer.ts';
import type { Offer } from '../sdp/sdp-offer.ts';
import { createCredentials } from './ice/create-credentials.ts';
import { type IceCredentials, IceFront } from './ice/ice-front.ts';
import type { IceTcp } from './ice-tcp/ice-tcp.ts';
import { SsrcLimit } from './ssrc-limit.ts';
import { TransportOpening } from './transport-opening.ts';

export interface TransportEvents {
  onOpen(): void;
  onRtp(bytes: Buffer): void;
  onRtcp(bytes: Buffer): void;
  /** Called once when the peer is gone, never connected, or a callback threw `error`. Not called after close(). */
  onClosed(error?: unknown): void;
}

/** Parameters of the remote side. */
export type RemoteTransport = Pick<Offer, 'iceUfrag' | 'icePwd' | 'fingerprint' | 'activeOnly'>;

/** Section of the offer that the library is shown. */
const MID = '0';
/** Candidates of one peer: browsers have a few, and the library has room for little more. */
const MAX_CANDIDATES = 16;

/** Addresses at which the origin receives media. */
export interface MediaHost {
  /** IPv4 address of this host. */
  readonly address: string;
  /** Listener for media over TCP; undefined where only UDP is offered. */
  readonly iceTcp?: IceTcp | undefined;
}

/**
 * ICE, DTLS and SRTP of one session, by node-datachannel; RTP and RTCP pass unchanged.
 *
 * The library is given an offer of ONE video section with the browser's credentials: with a single track it hands over
 * every packet of the transport, whereas with several it would sort them by SSRCs that offers need not name. The kernel
 * picks the port, because the library ends the whole process when a given port is taken.
 */
export class WebRtcTransport {
  readonly local: LocalTransport;
  readonly #connection: PeerConnection;
  readonly #track: Track;
  readonly #iceTcp: IceTcp | undefined;
  readonly #remote: RemoteTransport;
  /** Candidates of the peer that were passed on. */
  #candidates = 0;
  /** Opened by the first ICE restart. */
  #front: Promise<IceFront> | undefined;
  readonly #ssrcLimit = new SsrcLimit();
  /** Our ufrags that TCP connections may name. */
  readonly #ufrags: string[] = [];
  #events: TransportEvents | undefined;
  #state: 'connecting' | 'open' | 'closed' = 'connecting';

  /** Opens the transport and answers the offer; the peer may connect as soon as it knows `local`. */
  static async open(remote: RemoteTransport, { address, iceTcp }: MediaHost): Promise<WebRtcTransport> {
    const connection = new nodeDataChannel.PeerConnection('origin', {
      iceServers: [],
      bindAddress: address,
      disableAutoNegotiation: true,
      forceMediaTransport: true,
    });
    const opening = new TransportOpening(connection);
    try {
      connection.setRemoteDescription(writeSingleTrackOffer(remote), 'offer');
      connection.setLocalDescription('answer');
      return new WebRtcTransport(connection, await opening.done(), remote, { address, iceTcp });
    } catch (error) {
      connection.close();
      throw error;
    } finally {
      opening.stop();
    }
  }

  private constructor(
    connection: PeerConnection,
    track: Track,
    remote: RemoteTransport,
    { address, iceTcp }: MediaHost,
  ) {
    this.#connection = connection;
    this.#track = track;
    const local = readLocal(connection.localDescription()?.sdp ?? '', address);
    this.local = { ...local, ...(iceTcp !== undefined && { tcp: iceTcp.candidate }) };
    this.#iceTcp = iceTcp;
    this.#remote = remote;
    this.#acceptTcp(local);
    track.onMessage((bytes) => {
      try {
        const isReport = isRtcp(bytes);
        this.#ssrcLimit.check(bytes, isReport);
        if (isReport) this.#events?.onRtcp(bytes);
        else this.#events?.onRtp(bytes);
      } catch (error) {
        this.fail(error);
      }
    });
    track.onOpen(() =>
      this.guard(() => {
        if (this.#state !== 'connecting') return;
        this.#state = 'open';
        this.#events?.onOpen();
      }),
    );
    // The library frees a track only where it may call back.
    track.onClosed(() => this.guard(() => this.#end()));
    connection.onStateChange((state) =>
      this.guard(() => {
        if (state === 'failed' || state === 'closed' || state === 'disconnected') this.#end();
      }),
    );
  }

  /** Sets the event handlers; call it before the answer is sent. */
  listen(events: TransportEvents): void {
    this.#events = events;
  }

  get open(): boolean {
    return this.#state === 'open';
  }

  /** Sends RTP or RTCP. A packet that cannot be sent is lost, as on any network. */
  send(bytes: Buffer): void {
    if (this.#state !== 'open') return;
    try {
      this.#track.sendMessageBinary(bytes);
    } catch {
      // The track has just closed; its state change will follow.
    }
  }

  /** Sends checks to this candidate of the peer as well, which otherwise is learnt from the peer's own checks. */
  addCandidate({ foundation, priority, address, port, type }: RemoteCandidate): void {
    if (this.#state === 'closed' || ++this.#candidates > MAX_CANDIDATES) return;
    try {
      const candidate = `candidate:${foundation} 1 UDP ${priority} ${address} ${port} typ ${type}`;
      this.#connection.addRemoteCandidate(candidate, MID);
    } catch {
      // The connection has just closed, or the library takes no more of them: the peer's own checks will do.
    }
  }

  /** Restarts ICE with the peer's new credentials; DTLS and SRTP go on. Returns our own. Rejects when no port is free. */
  async restartIce(remote: IceCredentials): Promise<IceEnd> {
    const local = createCredentials();
    const { address, tcp, iceUfrag, icePwd } = this.local;
    this.#front ??= IceFront.open(this.local, { local: { iceUfrag, icePwd }, remote: this.#remote });
    const front = await this.#front.catch((error: unknown) => {
      this.#front = undefined; // the next restart may find a free port
      throw error;
    });
    front.restart({ local, remote });
    const { port } = front;
    if (this.#state !== 'closed') this.#acceptTcp({ ...local, port });
    return { ...local, address, port, ...(tcp !== undefined && { tcp }) };
  }

  close(): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#events = undefined;
    for (const ufrag of this.#ufrags) this.#iceTcp?.remove(ufrag);
    this.#front?.then(
      (front) => front.close(),
      () => undefined, // told to whoever asked for the restart
    );
    // Closing the connection alone, the library would keep the track's callbacks, and through them this object, for good.
    this.#track.close();
    this.#connection.close();
  }

  /**
   * Runs code that concerns this session alone: an error ends this session and no other. Thrown into the library's
   * thread, or out of a timer, it would end the process. Returns undefined on error.
   */
  guard<T>(run: () => T): T | undefined {
    try {
      return run();
    } catch (error) {
      this.fail(error);
      return undefined;
    }
  }

  /** Ends the session with an error, for per-packet code that catches by itself. */
  fail(error: unknown): void {
    this.#end(error);
  }

  #acceptTcp({ iceUfrag, icePwd, port }: Pick<IceEnd, 'iceUfrag' | 'icePwd' | 'port'>): void {
    this.#iceTcp?.add(iceUfrag, { port, icePwd });
    this.#ufrags.push(iceUfrag);
  }

  #end(error?: unknown): void {
    if (this.#state === 'closed') return;
    const events = this.#events;
    this.close();
    events?.onClosed(error);
  }
}

/**
 * Builds the offer shown to the library. It has no candidates: the browser connects to us, and its addresses are learnt
 * from its connectivity checks. Where the browser accepts either DTLS role, we are the client: it finds its path before
 * we do, so its first message would arrive while the library still drops everything but STUN. That costs viewers one
 * more round trip, and saves every client a retransmission timeout of 50 ms to 1 s (docs/origin.md).
 */
function writeSingleTrackOffer({ iceUfrag, icePwd, fingerprint, activeOnly }: RemoteTransport): string {
  const lines = [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    `a=group:BUNDLE ${MID}`,
    'm=video 9 UDP/TLS/RTP/SAVPF 96',
    'c=IN IP4 0.0.0.0',
    `a=mid:${MID}`,
    'a=sendrecv',
    'a=rtcp-mux',
    'a=rtpmap:96 VP8/90000',
    `a=ice-ufrag:${iceUfrag}`,
    `a=ice-pwd:${icePwd}`,
    `a=fingerprint:${fingerprint}`,
    `a=setup:${activeOnly ? 'active' : 'passive'}`,
  ];
  return `${lines.join('\r\n')}\r\n`;
}

function readLocal(sdp: string, address: string): LocalTransport {
  const read = (pattern: RegExp): string => {
    const value = pattern.exec(sdp)?.[1];
    if (value === undefined) throw new Error(`node-datachannel's description lacks ${pattern.source}`);
    return value;
  };
  return {
    iceUfrag: read(/^a=ice-ufrag:(\S+)/m),
    icePwd: read(/^a=ice-pwd:(\S+)/m),
    fingerprint: read(/^a=fingerprint:(.+?)\r?$/m),
    address,
    port: Number(read(/^a=candidate:\S+ \d+ \S+ \d+ \S+ (\d+) /m)),
    setup: read(/^a=setup:(\S+)/m) === 'active' ? 'active' : 'passive',
  };
}
