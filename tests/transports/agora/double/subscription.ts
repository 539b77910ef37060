import { FrameGate } from '../../../../src/sfu/rtp/frame-gate.ts';
import type { MediaKind, SourcePacket } from '../../../../src/sfu/rtp/source-packet.ts';
import type { CodecId } from '../../../../src/sfu/sdp/codecs.ts';
import { type OutgoingPacket, ViewerTrack } from '../../../../src/sfu/viewer/viewer-track.ts';
import { codecNamed, extensionIdsOf, type OrtcCapabilities, type StreamType } from './ortc.ts';

/** One medium of a host as one client gets it; its SSRC is known before it is subscribed to. */
export class Subscription {
  readonly owner: number;
  readonly kind: MediaKind;
  readonly track: ViewerTrack;
  active = false;
  #wanted: StreamType;
  #current: StreamType;
  #gate = new FrameGate();

  /** Returns undefined if the client cannot decode it. */
  static of(owner: number, kind: MediaKind, codec: CodecId, capabilities: OrtcCapabilities): Subscription | undefined {
    const offered = codecNamed(capabilities, kind, codec);
    if (offered === undefined) return undefined;
    const extensionIds = extensionIdsOf(capabilities, kind);
    return new Subscription(owner, new ViewerTrack({ kind, codec, offered, extensionIds, mid: '' }));
  }

  private constructor(owner: number, track: ViewerTrack) {
    this.owner = owner;
    this.kind = track.kind;
    this.track = track;
    this.#wanted = this.kind === 'audio' ? 'audio' : 'high';
    this.#current = this.#wanted;
  }

  /** Stream being sent, until the wanted one starts with a keyframe. */
  get current(): StreamType {
    return this.#current;
  }

  get wanted(): StreamType {
    return this.#wanted;
  }

  want(type: 'high' | 'low'): void {
    if (this.kind === 'video') this.#wanted = type;
  }

  /** Whether the wanted stream needs a keyframe. */
  get waitsForKeyframe(): boolean {
    return (
      this.active && this.kind === 'video' && (this.track.state === 'new-source' || this.#current !== this.#wanted)
    );
  }

  /** Prepares for the host publishing anew, with unrelated numbering. */
  expectNewSource(): void {
    this.track.expectNewSource();
    this.#gate = new FrameGate();
  }

  /** Returns what to send the client for a packet of `type`; `hasRoom` is called once per frame. */
  take(type: StreamType, packet: SourcePacket, hasRoom: () => boolean): OutgoingPacket | undefined {
    if (!this.active) return undefined;
    if (type !== this.#current) {
      if (type !== this.#wanted || !packet.startsKeyframe) return undefined;
      this.#current = type;
      this.expectNewSource();
    }
    if (this.kind === 'video' && !this.#gate.admits(packet, hasRoom)) {
      this.track.holdBack();
      return undefined;
    }
    return this.track.rewrite(packet, this.track.admit(packet), () => undefined);
  }
}
