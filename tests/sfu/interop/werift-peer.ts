import { readFileSync } from 'node:fs';
import {
  MediaStreamTrack,
  type PeerConfig,
  RTCPeerConnection,
  RtpHeader,
  RtpPacket,
  useH264,
  useOPUS,
  useVP8,
} from 'werift';
import { sleep } from '../../../src/lib/clock.ts';
import { type Decoded, type InteropPeer, LOOK_MS } from './foreign-peer.ts';
import { WholeFrames } from './whole-frames.ts';

/** Frames of real encoders, recorded by record_media.py: werift has none. */
const RECORDED = JSON.parse(
  readFileSync(new URL('../../fixtures/encoded/ball-and-tone.json', import.meta.url), 'utf8'),
) as { readonly video: readonly string[]; readonly audio: readonly string[] };
const bytesOf = (texts: readonly string[]) => texts.map((text) => Buffer.from(text, 'base64'));
/** Pictures in VP8, the first of them the only keyframe, and a tone in Opus. */
export const ENCODED = { video: bytesOf(RECORDED.video), audio: bytesOf(RECORDED.audio) };

const VIDEO = { everyMs: 1000 / 30, ticks: 3000 };
const AUDIO = { everyMs: 20, ticks: 960 };
/** Pictures from one keyframe to the next at least: with a viewer coming each moment, the first few would go round and round. */
const MIN_RUN = 40;
/** Small, so that pictures have several packets. */
const MAX_PAYLOAD_BYTES = 200;
/** Sound longer than what silence is encodes to. */
const LOUD_BYTES = 20;
const PATIENCE_MS = 20_000;
const NOT_PUBLISHED = 409;

/** A publisher or viewer of werift, the stack written in TypeScript. It neither encodes nor decodes: frames are put together. */
export class WeriftPeer implements InteropPeer {
  readonly #peer: RTCPeerConnection;
  readonly #frames: WholeFrames;
  readonly #wanted: number;
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #opened: Promise<void>;
  readonly #sound: Buffer[] = [];
  #session: string | undefined;

  constructor(role: 'publish' | 'watch', url: string, codec: 'h264' | 'vp8', frames = 0) {
    const useVideo = codec === 'h264' ? useH264 : useVP8;
    const config: Partial<PeerConfig> = {
      // Its own default is a STUN server on the internet.
      ...{ iceServers: [], bundlePolicy: 'max-bundle' },
      codecs: { video: [useVideo()], audio: [useOPUS()] },
    };
    this.#peer = new RTCPeerConnection(config);
    this.#frames = new WholeFrames(codec);
    this.#wanted = frames;
    if (role === 'publish') this.#publish();
    else this.#watch();
    this.#opened = this.#open(url);
    // Told to whoever waits for it.
    this.#opened.catch(() => {});
  }

  /** Whole pictures so far. */
  get pictures(): readonly Buffer[] {
    return this.#frames.frames();
  }

  /** States of its connection, for errors. */
  get state(): string {
    return `${this.#peer.connectionState}, ICE ${this.#peer.iceConnectionState}`;
  }

  async decoded(limitMs: number): Promise<Decoded> {
    const untilMs = performance.now() + limitMs;
    await this.#opened;
    while (Math.min(this.pictures.length, this.#sound.length) < this.#wanted) {
      if (performance.now() > untilMs)
        throw new Error(
          `not enough in ${limitMs / 1000} s: ${this.pictures.length} pictures, ${this.#sound.length} blocks of sound (${this.state})`,
        );
      await sleep(LOOK_MS);
    }
    const { pictures } = this;
    return {
      ...{ pictures: pictures.length, different: new Set(pictures.map((one) => one.toString('base64'))).size },
      ...{ size: this.#frames.size(), blocks: this.#sound.length },
      loudBlocks: this.#sound.filter((block) => block.length > LOUD_BYTES).length,
    };
  }

  async leave(): Promise<number> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#opened;
    if (this.#session !== undefined) await fetch(this.#session, { method: 'DELETE', headers: { connection: 'close' } });
    await this.#peer.close();
    return 0;
  }

  kill(): void {
    for (const timer of this.#timers) clearInterval(timer);
    void this.#peer.close();
  }

  #publish(): void {
    const [video, audio] = (['video', 'audio'] as const).map((kind) => {
      const track = new MediaStreamTrack({ kind });
      return { track, sender: this.#peer.addTransceiver(track, { direction: 'sendonly' }).sender };
    });
    const picture = this.#play(video?.track, ENCODED.video, VIDEO, packetsOf);
    // A keyframe is what the recording begins with.
    video?.sender.onPictureLossIndication.subscribe(() => picture.restart());
    this.#play(audio?.track, ENCODED.audio, AUDIO, (frame) => [frame]);
  }

  /** Sends frames at their pace, over and over; from the first again, soon, when told to restart. */
  #play(
    track: MediaStreamTrack | undefined,
    frames: readonly Buffer[],
    { everyMs, ticks }: typeof VIDEO,
    packetise: (frame: Buffer) => Buffer[],
  ): { restart(): void } {
    let [at, timestamp, sequenceNumber] = [0, 0, 0];
    let isKeyframeWanted = false;
    this.#timers.push(
      setInterval(() => {
        if (at >= (isKeyframeWanted ? MIN_RUN : frames.length)) {
          at = 0;
          isKeyframeWanted = false;
        }
        const packets = packetise(frames[at++] ?? Buffer.alloc(0));
        timestamp = (timestamp + ticks) % 2 ** 32;
        for (const [index, payload] of packets.entries()) {
          sequenceNumber = (sequenceNumber + 1) & 0xffff;
          const marker = index === packets.length - 1;
          track?.writeRtp(new RtpPacket(new RtpHeader({ sequenceNumber, timestamp, marker }), payload));
        }
      }, everyMs),
    );
    return {
      restart() {
        isKeyframeWanted = true;
      },
    };
  }

  #watch(): void {
    for (const kind of ['video', 'audio'] as const) this.#peer.addTransceiver(kind, { direction: 'recvonly' });
    this.#peer.onTrack.subscribe((track) =>
      track.onReceiveRtp.subscribe((packet) => {
        if (track.kind === 'video') this.#frames.add(packet);
        else this.#sound.push(packet.payload);
      }),
    );
  }

  async #open(url: string): Promise<void> {
    await this.#peer.setLocalDescription(await this.#peer.createOffer());
    const untilMs = performance.now() + PATIENCE_MS;
    for (;;) {
      const body = this.#peer.localDescription?.sdp ?? '';
      // A connection of its own each time: until the session ends, the server may close an idle one just as it is used.
      const headers = { 'content-type': 'application/sdp', connection: 'close' };
      const answer = await fetch(url, { method: 'POST', headers, body });
      const text = await answer.text();
      if (answer.status === 201) {
        this.#session = new URL(answer.headers.get('location') ?? '', url).href;
        return await this.#peer.setRemoteDescription({ type: 'answer', sdp: text });
      }
      if (answer.status !== NOT_PUBLISHED || performance.now() > untilMs) throw new Error(`${answer.status}: ${text}`);
      await sleep(200);
    }
  }
}

/** Cuts a picture into packets of VP8 without options (RFC 7741 section 4.2): only the first begins a partition. */
function packetsOf(picture: Buffer): Buffer[] {
  const count = Math.ceil(picture.length / MAX_PAYLOAD_BYTES);
  return Array.from({ length: count }, (_, index) =>
    Buffer.concat([
      Buffer.from([index === 0 ? 0x10 : 0]),
      picture.subarray(index * MAX_PAYLOAD_BYTES, (index + 1) * MAX_PAYLOAD_BYTES),
    ]),
  );
}
