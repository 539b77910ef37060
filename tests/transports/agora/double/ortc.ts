import { EXTENSION_URI, type ExtensionIds, type ExtensionName } from '../../../../src/sfu/rtp/header-extensions.ts';
import type { MediaKind } from '../../../../src/sfu/rtp/source-packet.ts';
import type { CodecId } from '../../../../src/sfu/sdp/codecs.ts';
import type { OfferedCodec } from '../../../../src/sfu/sdp/offered-codecs.ts';

// Parameters that the SDK's messages carry in place of SDP, as observed on the wire.

interface OrtcCodec {
  readonly payloadType: number;
  readonly rtpMap?: { readonly encodingName: string; readonly clockRate: number };
  readonly fmtp?: { readonly parameters?: Readonly<Record<string, string | null>> };
}

interface OrtcExtension {
  readonly entry: number;
  readonly extensionName: string;
}

export interface OrtcCapabilities {
  readonly videoCodecs: readonly OrtcCodec[];
  readonly audioCodecs: readonly OrtcCodec[];
  readonly videoExtensions: readonly OrtcExtension[];
  readonly audioExtensions: readonly OrtcExtension[];
}

export interface OrtcIceParameters {
  readonly iceUfrag: string;
  readonly icePwd: string;
}

export interface OrtcOffer {
  readonly iceParameters: OrtcIceParameters;
  readonly dtlsParameters: {
    readonly fingerprints: readonly {
      readonly hashFunction?: string;
      readonly algorithm?: string;
      readonly fingerprint: string;
    }[];
  };
  readonly rtpCapabilities: { readonly sendrecv: OrtcCapabilities };
}

export type StreamType = 'high' | 'low' | 'audio';

export interface OrtcStream {
  readonly stream_type: StreamType;
  readonly ssrcs: readonly { readonly ssrcId: number; readonly rtx?: number }[];
}

const CODEC_IDS: Readonly<Record<string, CodecId>> = { vp8: 'vp8', h264: 'h264', vp9: 'vp9', av1: 'av1', opus: 'opus' };

/** Maps names such as "H264" to the origin's codec ids; undefined for codecs that it does not forward. */
export function codecIdOf(name: string): CodecId | undefined {
  return CODEC_IDS[name.toLowerCase()];
}

/** Returns the first codec that `accepts`, with its RTX payload type. */
function findCodec(
  capabilities: OrtcCapabilities,
  kind: MediaKind,
  accepts: (codec: OrtcCodec) => boolean,
): (OfferedCodec & { readonly codec: CodecId }) | undefined {
  const codecs = kind === 'audio' ? capabilities.audioCodecs : capabilities.videoCodecs;
  const found = codecs.find(accepts);
  const { encodingName = '', clockRate = 0 } = found?.rtpMap ?? {};
  const codec = codecIdOf(encodingName);
  if (found === undefined || codec === undefined) return undefined;
  const rtx = codecs.find(
    ({ rtpMap, fmtp }) =>
      rtpMap?.encodingName.toLowerCase() === 'rtx' && Number(fmtp?.parameters?.apt) === found.payloadType,
  );
  return {
    payloadType: found.payloadType,
    name: encodingName,
    clockRate,
    fmtp: '',
    codec,
    rtxPayloadType: rtx?.payloadType,
    feedback: [],
  };
}

export function codecOfPayloadType(capabilities: OrtcCapabilities, kind: MediaKind, payloadType: number) {
  return findCodec(capabilities, kind, (codec) => codec.payloadType === payloadType);
}

export function codecNamed(capabilities: OrtcCapabilities, kind: MediaKind, id: CodecId) {
  return findCodec(capabilities, kind, ({ rtpMap }) => codecIdOf(rtpMap?.encodingName ?? '') === id);
}

export function extensionIdsOf(capabilities: OrtcCapabilities, kind: MediaKind): ExtensionIds {
  const extensions = kind === 'audio' ? capabilities.audioExtensions : capabilities.videoExtensions;
  const ids: Partial<Record<ExtensionName, number>> = {};
  for (const name of Object.keys(EXTENSION_URI) as ExtensionName[]) {
    const entry = extensions.find(({ extensionName }) => extensionName === EXTENSION_URI[name])?.entry;
    // The gateway's messages name each stream's SSRC, so nobody needs a mid.
    if (entry !== undefined && name !== 'mid') ids[name] = entry;
  }
  return ids;
}
