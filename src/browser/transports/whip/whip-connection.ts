import { waitUntilConnected, waitUntilReconnected } from '../../wait-until-connected.ts';
import type { SessionListener } from '../page-transport.ts';
import { offerUntilReady } from './offer-until-ready.ts';
import { type OpusParameters, withOpusParameters } from './opus-parameters.ts';
import { candidatesOf, localFragment, restartedAnswer } from './sdp-fragment.ts';
import { Trickle } from './trickle.ts';
import { waitForGathering } from './wait-for-gathering.ts';
import type { WhipResource } from './whip-resource.ts';
import type { WhipTask } from './whip-task.ts';

/** Direction of media, and how to set it up. */
export interface Role {
  /** Adds the tracks or transceivers to a connection whose offer is ours. */
  addMedia(peer: RTCPeerConnection): Promise<void> | void;
  /** True when media comes to us, false when it goes from us. */
  readonly watches: boolean;
  /** Codec offered for video, for error messages: "h264". */
  readonly offers: string;
  /** Put into our descriptions and, as a sender, into the server's. */
  readonly opus: OpusParameters;
}

/** Callbacks of a connection being established. */
export interface ConnectionListener extends Pick<SessionListener, 'note' | 'onTrack'> {
  /** Called with the connection that counts from now on. */
  onPeer(peer: RTCPeerConnection): void;
}

/** Time limit of gathering, ms. Host candidates are found by then; a server that is reached learns of the others by itself. */
const RESTART_GATHERING_MS = 500;
const CREATED = 201;

/** A connection, and the session that a server made of its offer. */
export class WhipConnection {
  readonly peer: RTCPeerConnection;
  readonly #resource: WhipResource;
  readonly #opus: OpusParameters;
  /** The answer, if the offer was ours: a server's part in an ICE restart is an answer. */
  readonly #answer: string | undefined;
  readonly #trickle: Trickle | undefined;

  /**
   * Opens a connection over which media can flow. Throws with the server's own words, or when the signal aborts; then nothing is
   * left of it. The order is that of RFC 9725 (4.6): the server's STUN and TURN servers are known before candidates are gathered.
   */
  static async open(
    task: WhipTask,
    role: Role,
    listener: ConnectionListener,
    signal: AbortSignal,
  ): Promise<{ connection: WhipConnection; answerMs: number }> {
    const peer = newPeer(task, listener);
    let resource: WhipResource | undefined;
    let inUse = peer;
    try {
      await role.addMedia(peer);
      const offer = await createOffer(peer, role.opus);
      const offerer = { watches: role.watches, note: listener.note };
      const offered = await offerUntilReady(task, offer.sdp, signal, offerer);
      resource = offered.resource;
      const { type, status, answerMs } = offered;
      if (type === 'answer' && status !== CREATED) listener.note('transport', { what: 'not-created', status });
      const sdp = role.watches ? offered.sdp : withOpusParameters(offered.sdp, role.opus);
      if (type === 'counter-offer') inUse = newPeer(task, listener);
      if (!resource.hasSession) listener.note('transport', { what: 'no-session-url' });
      useIceServers(inUse, resource, listener);
      let trickle: Trickle | undefined;
      if (type === 'counter-offer') {
        peer.close();
        await answerCounterOffer(inUse, sdp, resource, role.opus);
      } else {
        if (resource.takesPatches)
          trickle = new Trickle(inUse, resource, (reason) =>
            listener.note('transport', { what: 'trickle-refused', reason }),
          );
        await peer.setLocalDescription(offer);
        await takeAnswer(peer, sdp, role, listener);
      }
      await waitUntilConnected(inUse, signal);
      const answer = type === 'answer' ? sdp : undefined;
      const connection = new WhipConnection(inUse, resource, role.opus, answer, trickle);
      return { connection, answerMs };
    } catch (error) {
      peer.close();
      inUse.close();
      resource?.remove().catch(() => {});
      throw error;
    }
  }

  private constructor(
    peer: RTCPeerConnection,
    resource: WhipResource,
    opus: OpusParameters,
    answer: string | undefined,
    trickle: Trickle | undefined,
  ) {
    this.peer = peer;
    this.#resource = resource;
    this.#opus = opus;
    this.#answer = answer;
    this.#trickle = trickle;
  }

  get canRestart(): boolean {
    return this.#answer !== undefined && this.#resource.takesPatches;
  }

  /**
   * Restarts ICE for the media of the same session (RFC 9725 section 4.3.3). Throws when the server refuses, or no path is found.
   */
  async restart(signal: AbortSignal): Promise<void> {
    const { peer } = this;
    await this.#trickle?.pause();
    await peer.setLocalDescription(await createOffer(peer, this.#opus, { iceRestart: true }));
    try {
      await waitForGathering(peer, RESTART_GATHERING_MS);
      const { sdp = '' } = peer.localDescription ?? {};
      const fragment = await this.#resource.restart(localFragment(sdp, candidatesOf(sdp), true));
      await peer.setRemoteDescription({ type: 'answer', sdp: restartedAnswer(this.#answer ?? '', fragment) });
    } catch (error) {
      await peer.setLocalDescription({ type: 'rollback' }).catch(() => {});
      throw error;
    } finally {
      this.#trickle?.resume();
    }
    await waitUntilReconnected(peer, signal);
  }

  /** Tells the server, and closes the connection once that is done. */
  async close(): Promise<void> {
    this.#trickle?.stop();
    try {
      await this.#resource.remove();
    } finally {
      this.peer.close();
    }
  }
}

async function createOffer(
  peer: RTCPeerConnection,
  opus: OpusParameters,
  options: RTCOfferOptions = {},
): Promise<{ readonly type: 'offer'; readonly sdp: string }> {
  const { sdp = '' } = await peer.createOffer(options);
  return { type: 'offer', sdp: withOpusParameters(sdp, opus) };
}

function newPeer(
  { iceServers = [], iceTransportPolicy }: WhipTask,
  { note, onTrack, onPeer }: ConnectionListener,
): RTCPeerConnection {
  const peer = new RTCPeerConnection({
    bundlePolicy: 'max-bundle',
    iceServers: iceServers.map((server) => ({ ...server, urls: [...server.urls] })),
    ...(iceTransportPolicy !== undefined && { iceTransportPolicy }),
  });
  peer.addEventListener('connectionstatechange', () => note('connection-state', { state: peer.connectionState }));
  peer.addEventListener('track', ({ track }) => onTrack(track));
  onPeer(peer);
  return peer;
}

/** Uses the server's STUN and TURN servers, one by one: one that the browser refuses must not cost the others. */
function useIceServers(peer: RTCPeerConnection, { iceServers }: WhipResource, { note }: ConnectionListener): void {
  // Their credentials stay out of the recording.
  for (const server of iceServers) {
    const configuration = peer.getConfiguration();
    const { urls } = server;
    try {
      peer.setConfiguration({ ...configuration, iceServers: [...(configuration.iceServers ?? []), server] });
      note('transport', { what: 'ice-servers', urls: [urls].flat() });
    } catch (error) {
      note('transport', { what: 'ice-server-refused', urls: [urls].flat(), reason: String(error) });
    }
  }
}

async function takeAnswer(
  peer: RTCPeerConnection,
  sdp: string,
  role: Role,
  { note }: ConnectionListener,
): Promise<void> {
  const noPicture = `the server’s answer has no picture: it takes none of ${role.offers}, which was offered`;
  // Chromium cannot use an answer that refuses the first section of a bundle, and does not say why.
  if (refusesPicture(sdp)) throw new Error(noPicture);
  await peer.setRemoteDescription({ type: 'answer', sdp }).catch((error: unknown) => {
    throw new Error(`the server’s answer cannot be used (${role.offers} was offered): ${String(error)}`);
  });
  for (const { receiver, currentDirection } of peer.getTransceivers()) {
    if (currentDirection === 'sendonly' || currentDirection === 'recvonly') continue;
    if (receiver.track.kind === 'video') throw new Error(noPicture);
    note('transport', { what: 'sound-refused' });
  }
}

/**
 * Returns whether the answer refuses video: port 0 (RFC 9429), unless that only says that another section's transport is shared
 * (RFC 9143).
 */
function refusesPicture(sdp: string): boolean {
  const sections = sdp.split(/^(?=m=)/m);
  return sections.some((section) => /^m=video 0 /.test(section) && !/^a=bundle-only\r?$/m.test(section));
}

/** Answers in the WHEP draft's other order: the server offers, we answer with all candidates. */
async function answerCounterOffer(
  peer: RTCPeerConnection,
  sdp: string,
  resource: WhipResource,
  opus: OpusParameters,
): Promise<void> {
  await peer.setRemoteDescription({ type: 'offer', sdp });
  const answer = await peer.createAnswer();
  await peer.setLocalDescription({ type: 'answer', sdp: withOpusParameters(answer.sdp ?? '', opus) });
  await waitForGathering(peer, RESTART_GATHERING_MS);
  await resource.sendAnswer(peer.localDescription?.sdp ?? '');
}
