import { sleep } from '../../../src/lib/clock.ts';
import type { OriginLine } from '../../../src/model/recording/origin-line.ts';
import { Origin } from '../../../src/sfu/origin.ts';
import { parseOffer } from '../../../src/sfu/sdp/sdp-offer.ts';
import { SERVER_BEHAVIOURS, type ServerBehaviour } from '../../../src/sfu/server-behaviour.ts';
import type { MediaHost } from '../../../src/sfu/transport/webrtc-transport.ts';
import { RtpPeer, type RtpPeerOptions } from './rtp-peer.ts';

/** Same intervals as in src/sfu/process/main.ts. */
const TICK_MS = 20;
const FEEDBACK_MS = 50;
const SECOND_MS = 1000;
const ORIGIN_OPENS_MS = 250;
export const STREAM = 'live';

/** Origin in this process with its timers running, and peers that come and go. */
export class TestOrigin {
  readonly logs: string[] = [];
  readonly seconds: Pick<OriginLine, 'publisher' | 'viewers'>[] = [];
  readonly origin: Origin;
  readonly #peers: RtpPeer[] = [];
  readonly #timers = [
    setInterval(() => this.origin.tick(performance.now()), TICK_MS),
    setInterval(() => this.origin.sendTransportFeedback(), FEEDBACK_MS),
    setInterval(() => this.seconds.push(this.origin.endSecond(performance.now())), SECOND_MS),
  ];

  constructor(host: Omit<MediaHost, 'address'> = {}) {
    this.origin = new Origin({ address: '127.0.0.1', ...host }, (text) => this.logs.push(text));
  }

  async publisher(
    options: Partial<RtpPeerOptions> = {},
    stream = STREAM,
    behaviour: ServerBehaviour = SERVER_BEHAVIOURS.agora,
    nackEnabled = true,
  ): Promise<RtpPeer> {
    const peer = this.#peer({ direction: 'SendOnly', ...options });
    const sessionOptions = { startBitrateKbps: undefined, nackEnabled, behaviour };
    const { answer } = await this.origin.publish(stream, parseOffer(peer.offer), sessionOptions);
    await peer.connect(answer);
    return peer;
  }

  async viewer(name: string, options: Partial<RtpPeerOptions> = {}, stream = STREAM): Promise<RtpPeer> {
    const peer = this.#peer({ direction: 'RecvOnly', ...options });
    const { answer } = await this.origin.watch(stream, parseOffer(peer.offer), name);
    await peer.connect(answer);
    // The origin is the DTLS client and so finishes half a round trip after the peer: packets published meanwhile are
    // not sent.
    await sleep(ORIGIN_OPENS_MS);
    return peer;
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    for (const peer of this.#peers) peer.close();
    this.origin.close();
  }

  #peer(options: RtpPeerOptions): RtpPeer {
    const peer = new RtpPeer(options);
    this.#peers.push(peer);
    return peer;
  }
}
