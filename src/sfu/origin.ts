import { randomUUID } from 'node:crypto';
import type { FrameStampsLine } from '../model/recording/frame-lines.ts';
import type { OriginLine } from '../model/recording/origin-line.ts';
import type { IceChange, IceTag } from './ice-change.ts';
import { NotPublishedError, TooManySessionsError } from './origin-errors.ts';
import { type PublisherOptions, PublisherSession } from './publisher/publisher-session.ts';
import { type IceFragment, writeIceFragment } from './sdp/ice-fragment.ts';
import type { Offer } from './sdp/sdp-offer.ts';
import { MAX_SESSIONS } from './session-limits.ts';
import { Stream } from './stream.ts';
import type { IceCredentials } from './transport/ice/ice-front.ts';
import type { MediaHost } from './transport/webrtc-transport.ts';
import { ViewerSession } from './viewer/viewer-session.ts';

/** Characters of a session's id in logs: who knows the whole id can end the session. */
const SHOWN_ID_LENGTH = 8;

export interface OpenedSession {
  /** Unguessable id; knowing it is enough to end the session. */
  readonly sessionId: string;
  readonly answer: string;
  readonly iceTag: IceTag;
}

interface Session {
  readonly end: (reason: string) => void;
  readonly answer: string;
  readonly transport: PublisherSession['transport'];
  /** The peer's credentials now; an ICE restart changes them. */
  credentials: IceCredentials;
  iceTag: IceTag;
}

/** All streams and sessions of this process. */
export class Origin {
  readonly #host: MediaHost;
  readonly #log: (text: string) => void;
  readonly #streams = new Map<string, Stream>();
  readonly #sessions = new Map<string, Session>();
  readonly #sessionIds = new Map<PublisherSession | ViewerSession, string>();
  /** Sessions whose transport is being opened. */
  #opening = 0;

  constructor(host: MediaHost, log: (text: string) => void) {
    this.#host = host;
    this.#log = log;
  }

  /**
   * Opens a WHIP session. While another publisher has the stream, the new one takes over once it is connected: an
   * encoder that restarts must not wait for its dead session to time out, and one that cannot connect does no harm.
   * Throws TooManySessionsError.
   */
  async publish(
    name: string,
    offer: Offer,
    options: Pick<PublisherOptions, 'startBitrateKbps' | 'nackEnabled' | 'behaviour'>,
  ): Promise<OpenedSession> {
    const sessionId = randomUUID();
    const publisher: PublisherSession = await this.#open(() =>
      PublisherSession.open(offer, {
        host: this.#host,
        ...options,
        events: {
          onOpen: () => this.#takeOver(name, publisher),
          onPacket: (packet) => {
            const stream = this.#streams.get(name);
            if (stream?.publisher === publisher) stream.forward(packet);
          },
          onClosed: (reason) => this.#end(sessionId, reason),
        },
      }),
    );
    this.#sessionIds.set(publisher, sessionId);
    const end = (reason: string) => {
      publisher.close();
      this.#sessionIds.delete(publisher);
      const stream = this.#streams.get(name);
      if (stream?.publisher === publisher) stream.setPublisher(undefined);
      this.#deleteIfEmpty(name);
      this.#log(`publisher of "${name}" left: ${reason}`);
    };
    const iceTag = this.#addSession(sessionId, publisher, offer, end);
    if (this.#getOrCreateStream(name).publisher === undefined) this.#takeOver(name, publisher);
    return { sessionId, answer: publisher.answer, iceTag };
  }

  /**
   * Opens a WHEP session. A viewer that rejoins under its name replaces its previous session. Throws NotPublishedError,
   * TooManySessionsError.
   */
  async watch(name: string, offer: Offer, viewerId: string = randomUUID()): Promise<OpenedSession> {
    const stream = this.#streams.get(name);
    if (stream?.publisher === undefined) throw new NotPublishedError(name);
    const sessionId = randomUUID();
    const viewer = await this.#open(() => ViewerSession.open(viewerId, offer, this.#host, stream));
    // While the transport opened, the publisher may have left, or been replaced by one with another codec.
    if (this.#streams.get(name) !== stream || stream.publisher === undefined || !viewer.accepts(stream.codecs)) {
      viewer.close();
      throw new NotPublishedError(name);
    }
    const previous = stream.viewerNamed(viewerId);
    if (previous !== undefined) this.#endSession(previous, 'it joined again');
    stream.addViewer(viewer);
    this.#sessionIds.set(viewer, sessionId);
    const end = (reason: string) => {
      viewer.close();
      stream.removeViewer(viewer);
      this.#sessionIds.delete(viewer);
      this.#deleteIfEmpty(name);
      this.#log(`viewer ${viewerId} of "${name}" left: ${reason}`);
    };
    const iceTag = this.#addSession(sessionId, viewer, offer, end);
    return { sessionId, answer: viewer.answer, iceTag };
  }

  has(sessionId: string): boolean {
    return this.#sessions.has(sessionId);
  }

  /** Returns the tag of the session's ICE session now; undefined if there is no such session. */
  iceTagOf(sessionId: string): IceTag | undefined {
    return this.#sessions.get(sessionId)?.iceTag;
  }

  /** Takes candidates of the peer, and restarts ICE where its credentials are new. */
  async changeIce(sessionId: string, { credentials, candidates }: IceFragment): Promise<IceChange> {
    const session = this.#sessions.get(sessionId);
    if (session === undefined) return { type: 'no-session' };
    const { transport, answer } = session;
    if (credentials === undefined || credentials.iceUfrag === session.credentials.iceUfrag) {
      if (credentials !== undefined && credentials.icePwd !== session.credentials.icePwd)
        return { type: 'contradictory' };
      for (const candidate of candidates) transport.addCandidate(candidate);
      return { type: 'trickled' };
    }
    // Its candidates are not looked at: the second agent (ice-front.ts) answers checks and sends none of its own.
    const end = await transport.restartIce(credentials);
    if (!this.#sessions.has(sessionId)) return { type: 'no-session' };
    session.credentials = credentials;
    session.iceTag = randomUUID();
    this.#log(`ICE restarted in session ${sessionId.slice(0, SHOWN_ID_LENGTH)}`);
    return { type: 'restarted', fragment: writeIceFragment(answer, end), iceTag: session.iceTag };
  }

  /** Ends a session. Returns false if it does not exist (any more). */
  end(sessionId: string): boolean {
    return this.#end(sessionId, 'it said so');
  }

  /** Lets these viewers of any stream lose their next video packet; twice: and its first retransmission. */
  rehearseLoss(viewers: readonly string[], twice: boolean, nowMs: number): void {
    for (const stream of this.#streams.values())
      for (const viewer of viewers) stream.viewerNamed(viewer)?.rehearseLoss(twice, nowMs);
  }

  /** Runs what is due; call every 20 ms. */
  tick(nowMs: number): void {
    for (const stream of this.#streams.values()) stream.tick(nowMs);
  }

  /** Sends transport-wide feedback to the publishers; call every 50 ms. */
  sendTransportFeedback(): void {
    for (const stream of this.#streams.values()) stream.publisher?.sendTransportFeedback();
  }

  /**
   * Returns what happened in the last second; call every second. The publisher is that of the first stream that has
   * one; viewers are those of all streams.
   */
  endSecond(nowMs: number): Pick<OriginLine, 'publisher' | 'viewers'> {
    const seconds = [...this.#streams.values()].map((stream) => stream.endSecond(nowMs));
    const publisher = seconds.map((second) => second.publisher).find((one) => one !== undefined);
    // Publishers that wait to take over belong to no stream yet; they end on silence too.
    const current = new Set([...this.#streams.values()].map((stream) => stream.publisher));
    for (const session of [...this.#sessionIds.keys()])
      if (session instanceof PublisherSession && !current.has(session)) session.endSecond(nowMs);
    return {
      ...(publisher === undefined ? {} : { publisher }),
      viewers: seconds.flatMap((second) => second.viewers),
    };
  }

  /** Returns the stamps of sampled frames of all viewers since the last call; call every second. */
  takeStamps(nowMs: number): FrameStampsLine[] {
    return [...this.#streams.values()].flatMap((stream) => stream.takeStamps(nowMs));
  }

  close(): void {
    for (const sessionId of [...this.#sessions.keys()]) this.#end(sessionId, 'the origin closes');
  }

  async #open<T>(open: () => Promise<T>): Promise<T> {
    if (this.#sessions.size + this.#opening >= MAX_SESSIONS) throw new TooManySessionsError();
    this.#opening += 1;
    try {
      return await open();
    } finally {
      this.#opening -= 1;
    }
  }

  #addSession(
    sessionId: string,
    { answer, transport }: PublisherSession | ViewerSession,
    { iceUfrag, icePwd }: Offer,
    end: Session['end'],
  ): IceTag {
    const iceTag = randomUUID();
    this.#sessions.set(sessionId, { end, answer, transport, credentials: { iceUfrag, icePwd }, iceTag });
    return iceTag;
  }

  #getOrCreateStream(name: string): Stream {
    let stream = this.#streams.get(name);
    if (stream === undefined) {
      stream = new Stream((viewer, reason) => this.#endSession(viewer, reason));
      this.#streams.set(name, stream);
    }
    return stream;
  }

  #takeOver(name: string, publisher: PublisherSession): void {
    const stream = this.#getOrCreateStream(name);
    const previous = stream.publisher;
    if (previous === publisher) return;
    for (const viewer of stream.setPublisher(publisher))
      this.#endSession(viewer, 'the new publisher has another codec');
    if (previous !== undefined) this.#endSession(previous, 'another publisher took over');
  }

  #endSession(session: PublisherSession | ViewerSession, reason: string): void {
    const sessionId = this.#sessionIds.get(session);
    if (sessionId !== undefined) this.#end(sessionId, reason);
  }

  #end(sessionId: string, reason: string): boolean {
    const session = this.#sessions.get(sessionId);
    if (session === undefined) return false;
    this.#sessions.delete(sessionId);
    session.end(reason);
    return true;
  }

  #deleteIfEmpty(name: string): void {
    if (this.#streams.get(name)?.empty) this.#streams.delete(name);
  }
}
