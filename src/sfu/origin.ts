import { randomUUID } from 'node:crypto';
import type { OriginLine } from '../model/recording/origin-line.ts';
import { type PublisherOptions, PublisherSession } from './publisher/publisher-session.ts';
import type { Offer } from './sdp/sdp-offer.ts';
import { MAX_SESSIONS } from './session-limits.ts';
import { Stream } from './stream.ts';
import { ViewerSession } from './viewer/viewer-session.ts';

/** Nobody publishes the stream: HTTP 409, to be tried again (draft-ietf-wish-whep section 4.2). */
export class NotPublishedError extends Error {
  constructor(stream: string) {
    super(`nobody publishes the stream "${stream}" now; try again later`);
    this.name = 'NotPublishedError';
  }
}

/** As many sessions as there may be: HTTP 503, to be tried again. */
export class FullError extends Error {
  constructor() {
    super(`the origin has ${MAX_SESSIONS} sessions, which is as many as it takes; try again later`);
    this.name = 'FullError';
  }
}

export interface OpenedSession {
  /** Unguessable: who knows it may end the session. */
  readonly sessionId: string;
  readonly answer: string;
}

interface Session {
  readonly end: (reason: string) => void;
}

/** All streams and sessions of this process. */
export class Origin {
  readonly #address: string;
  readonly #log: (text: string) => void;
  readonly #streams = new Map<string, Stream>();
  readonly #sessions = new Map<string, Session>();
  readonly #sessionIds = new Map<PublisherSession | ViewerSession, string>();
  /** Sessions whose transport is being made. */
  #opening = 0;

  /** `address`: where media is received, an IPv4 address of this host. */
  constructor(address: string, log: (text: string) => void) {
    this.#address = address;
    this.#log = log;
  }

  /**
   * WHIP. While another publisher has the stream, the new one takes over once it is connected: an encoder that restarts
   * must not wait for its dead session to be noticed, and one that cannot connect does no harm. Throws FullError.
   */
  async publish(
    name: string,
    offer: Offer,
    asked: Pick<PublisherOptions, 'startBitrateKbps' | 'resends'>,
  ): Promise<OpenedSession> {
    const sessionId = randomUUID();
    const publisher: PublisherSession = await this.#open(() =>
      PublisherSession.open(offer, {
        address: this.#address,
        ...asked,
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
      this.#forgetIfEmpty(name);
      this.#log(`publisher of "${name}" left: ${reason}`);
    };
    this.#sessions.set(sessionId, { end });
    if (this.#streamOf(name).publisher === undefined) this.#takeOver(name, publisher);
    return { sessionId, answer: publisher.answer };
  }

  /** WHEP. A viewer that joins again under its name replaces its former session. Throws NotPublishedError, FullError. */
  async watch(name: string, offer: Offer, viewerId: string = randomUUID()): Promise<OpenedSession> {
    const stream = this.#streams.get(name);
    if (stream?.publisher === undefined) throw new NotPublishedError(name);
    const sessionId = randomUUID();
    const viewer = await this.#open(() => ViewerSession.open(viewerId, offer, this.#address, stream));
    // While its transport opened, the publisher may have left, or given way to one with another codec.
    if (this.#streams.get(name) !== stream || stream.publisher === undefined || !viewer.accepts(stream.codecs)) {
      viewer.close();
      throw new NotPublishedError(name);
    }
    const former = stream.viewerNamed(viewerId);
    if (former !== undefined) this.#endSession(former, 'it joined again');
    stream.addViewer(viewer);
    this.#sessionIds.set(viewer, sessionId);
    const end = (reason: string) => {
      viewer.close();
      stream.removeViewer(viewer);
      this.#sessionIds.delete(viewer);
      this.#forgetIfEmpty(name);
      this.#log(`viewer ${viewerId} of "${name}" left: ${reason}`);
    };
    this.#sessions.set(sessionId, { end });
    return { sessionId, answer: viewer.answer };
  }

  has(sessionId: string): boolean {
    return this.#sessions.has(sessionId);
  }

  /** False for a session that does not exist, or no more. */
  end(sessionId: string): boolean {
    return this.#end(sessionId, 'it said so');
  }

  /** Every 20 ms. */
  tick(nowMs: number): void {
    for (const stream of this.#streams.values()) stream.tick(nowMs);
  }

  /** Every 50 ms. */
  sendTransportFeedback(): void {
    for (const stream of this.#streams.values()) stream.publisher?.sendTransportFeedback();
  }

  /** Every second. The publisher is the first stream's that has one; viewers are all streams'. */
  endSecond(nowMs: number): Pick<OriginLine, 'publisher' | 'viewers'> {
    const seconds = [...this.#streams.values()].map((stream) => stream.endSecond(nowMs));
    const publisher = seconds.map((second) => second.publisher).find((one) => one !== undefined);
    // Those that wait to take over are in no stream yet; they too end when they stay silent.
    const current = new Set([...this.#streams.values()].map((stream) => stream.publisher));
    for (const session of [...this.#sessionIds.keys()])
      if (session instanceof PublisherSession && !current.has(session)) session.endSecond(nowMs);
    return {
      ...(publisher === undefined ? {} : { publisher }),
      viewers: seconds.flatMap((second) => second.viewers),
    };
  }

  close(): void {
    for (const sessionId of [...this.#sessions.keys()]) this.#end(sessionId, 'the origin closes');
  }

  async #open<T>(open: () => Promise<T>): Promise<T> {
    if (this.#sessions.size + this.#opening >= MAX_SESSIONS) throw new FullError();
    this.#opening += 1;
    try {
      return await open();
    } finally {
      this.#opening -= 1;
    }
  }

  #streamOf(name: string): Stream {
    let stream = this.#streams.get(name);
    if (stream === undefined) {
      stream = new Stream((viewer, reason) => this.#endSession(viewer, reason));
      this.#streams.set(name, stream);
    }
    return stream;
  }

  #takeOver(name: string, publisher: PublisherSession): void {
    const stream = this.#streamOf(name);
    const former = stream.publisher;
    if (former === publisher) return;
    for (const viewer of stream.setPublisher(publisher))
      this.#endSession(viewer, 'the new publisher has another codec');
    if (former !== undefined) this.#endSession(former, 'another publisher took over');
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

  #forgetIfEmpty(name: string): void {
    if (this.#streams.get(name)?.empty) this.#streams.delete(name);
  }
}
