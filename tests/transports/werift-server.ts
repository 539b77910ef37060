import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MediaStreamTrack, RTCPeerConnection, type RTCRtpTransceiver, useOPUS, useVP8 } from 'werift';
import { candidatesOf } from '../../src/browser/transports/whip/sdp-fragment.ts';

type Kind = 'audio' | 'video';
const KINDS: readonly Kind[] = ['video', 'audio'];
const SDP = 'application/sdp';

/** Parts of a session by kind of media. */
interface Session {
  readonly peer: RTCPeerConnection;
  readonly transceivers: ReadonlyMap<Kind, RTCRtpTransceiver>;
}

/**
 * WHIP and WHEP server on werift, whose ICE is not that of longhaul's origin: one stream, passed on to each viewer as it is,
 * and their requests for keyframes to the publisher.
 */
export class WeriftServer {
  readonly #server: Server;
  readonly #sessions = new Map<string, Session>();
  /** Tracks of viewers that packets go on to. */
  readonly #outgoing = new Map<string, MediaStreamTrack>();
  #publisher: Session | undefined;

  static async open(address: string, port = 0): Promise<WeriftServer> {
    const opened = new WeriftServer();
    opened.#server.listen(port, address);
    await once(opened.#server, 'listening');
    return opened;
  }

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request).then(
        ({ status, headers = {}, body }) => response.writeHead(status, headers).end(body),
        (error: Error) => response.writeHead(500).end(error.stack),
      );
    });
  }

  url(path: string): string {
    const { address, port } = this.#server.address() as AddressInfo;
    return `http://${address}:${port}${path}`;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#sessions.values()].map(({ peer }) => peer.close()));
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(
    request: IncomingMessage,
  ): Promise<{ status: number; headers?: Record<string, string>; body?: string }> {
    const { method = '', url = '/' } = request;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const session = this.#sessions.get(url);
    if (method === 'POST') {
      const path = `/session/${this.#sessions.size + 1}`;
      const headers = { 'content-type': SDP, location: path, etag: '"1"' };
      return { status: 201, headers, body: await this.#open(path, url.startsWith('/whip'), body) };
    }
    if (method === 'GET' && session === undefined)
      return { status: 200, headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>werift</title>' };
    if (session === undefined) return { status: 404 };
    if (method === 'PATCH') {
      for (const candidate of candidatesOf(body)) await session.peer.addIceCandidate({ candidate, sdpMLineIndex: 0 });
      return { status: 204 };
    }
    await session.peer.close();
    for (const kind of KINDS) this.#outgoing.delete(`${url} ${kind}`);
    return { status: 200 };
  }

  async #open(path: string, publishes: boolean, offer: string): Promise<string> {
    const peer = new RTCPeerConnection({
      // Its own default is a STUN server on the internet.
      ...{ iceServers: [], bundlePolicy: 'max-bundle', iceUseIpv6: false },
      codecs: { video: [useVP8()], audio: [useOPUS()] },
    });
    const transceivers = new Map<Kind, RTCRtpTransceiver>();
    peer.onRemoteTransceiverAdded.subscribe((transceiver) => transceivers.set(transceiver.kind as Kind, transceiver));
    peer.onTrack.subscribe((track) => {
      const kind = track.kind as Kind;
      track.onReceiveRtp.subscribe((packet) => {
        for (const [name, outgoing] of this.#outgoing) if (name.endsWith(kind)) outgoing.writeRtp(packet.clone());
      });
    });
    await peer.setRemoteDescription({ type: 'offer', sdp: offer });
    const session = { peer, transceivers };
    this.#sessions.set(path, session);
    if (publishes) this.#publisher = session;
    else for (const [kind, transceiver] of transceivers) this.#send(path, kind, transceiver);
    await peer.setLocalDescription(await peer.createAnswer());
    return peer.localDescription?.sdp ?? '';
  }

  #send(path: string, kind: Kind, transceiver: RTCRtpTransceiver): void {
    const track = new MediaStreamTrack({ kind });
    transceiver.setDirection('sendonly');
    void transceiver.sender.replaceTrack(track);
    this.#outgoing.set(`${path} ${kind}`, track);
    if (kind === 'audio') return;
    const askForKeyframe = () => {
      const receiver = this.#publisher?.transceivers.get('video')?.receiver;
      const ssrc = receiver?.track.ssrc;
      if (ssrc !== undefined) void receiver?.sendRtcpPLI(ssrc);
    };
    transceiver.sender.onPictureLossIndication.subscribe(askForKeyframe);
    transceiver.sender.onReady.once(askForKeyframe);
  }
}
