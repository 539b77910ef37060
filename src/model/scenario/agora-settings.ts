import type { AgoraVideoProfile } from './agora-video-profiles.ts';
import type { Secret } from './secret.ts';

/** An app ID: 32 hexadecimal digits. */
export const AGORA_APP_ID = /^[0-9a-fA-F]{32}$/;

/** A channel of Agora (声网), or of a private deployment of its servers. */
export interface AgoraSettings {
  /** 32 hexadecimal digits. */
  readonly appId: string | Secret;
  readonly channel: string;
  /**
   * Token for the channel. At most one of `token`, `tokenCommand` and `certificate`; none for projects without tokens.
   */
  readonly token?: Secret;
  /** Shell command that prints a token; run again for each user and each renewal. */
  readonly tokenCommand?: string;
  /** App certificate, with which tokens are generated locally. */
  readonly certificate?: Secret;
  /** Lifetime of locally generated tokens, s. */
  readonly tokenLifetimeS: number;
  /** Area, or areas, to which servers are restricted; Agora's own choice unless set. */
  readonly area?: AgoraArea | readonly AgoraArea[];
  /** Area that is left out of `area`, which is then GLOBAL. */
  readonly excludedArea?: AgoraArea;
  /** Agora's cloud proxy, over UDP (mode 3) or over TLS on port 443 (mode 5); none unless set. */
  readonly cloudProxy?: 'udp' | 'tcp';
  /** Built-in encryption of media; none unless set. */
  readonly encryption?: AgoraEncryption;
  /** Kind of user ids in the channel, which all its users share; numbers unless set. */
  readonly uids?: 'string';
  readonly audienceLatency: 'low' | 'ultra-low';
  /** Named encoder settings that size, fps and bitrate of the video come from, unless they are given themselves. */
  readonly videoProfile?: AgoraVideoProfile;
  /** Lowest bitrate that the encoder may be driven to, bit/s; the profile's, or the browser's own, unless set. */
  readonly bitrateMinBps?: number;
  /** Picture below which the SDK does not scale down when bandwidth is short; it heeds this for VP8 and VP9 only. */
  readonly minDownscale?: { readonly width: number; readonly height: number };
  /** Preference when bandwidth is short: `balanced`, the SDK's default, gives up both size and frame rate. */
  readonly optimizationMode?: (typeof AGORA_OPTIMIZATION_MODES)[number];
  /** Named audio encoder settings, in place of the broadcast's. */
  readonly audioProfile?: (typeof AGORA_AUDIO_PROFILES)[number];
  readonly dualStream?: AgoraDualStream;
  /** Replacement that viewers on a poor network may get. */
  readonly fallback: AgoraFallback;
  /** Stream that viewers ask for; the high one unless set. */
  readonly stream?: AgoraStream;
  /** Whether the edge sends media to viewers as soon as they are in the channel (the SDK's join option). */
  readonly autoSubscribe?: true;
  /** Whether viewers load the channel's servers before they join, as from a page that lists shows. */
  readonly preload?: true;
  /** Whether viewers ask for the host's media without waiting for word that it is published. */
  readonly presubscribe?: true;
  /** Whether each participant runs the SDK's last-mile probe before the take. */
  readonly lastmileProbe?: true;
  /** `none`: the channel's host is somebody else. */
  readonly publish: 'own' | 'none';
  /** User to watch where the host is somebody else; the first with video unless set. */
  readonly host?: AgoraUid;
  readonly accessPoint?: AgoraAccessPoint;
}

/** A user of a channel: a number of 32 bits, or a text of at most 255 characters. */
export type AgoraUid = number | string;

/** A second, smaller stream beside the broadcast's. */
export interface AgoraDualStream {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly bitrateBps: number;
  /** Whether it is sent only while somebody asks for it (the SDK's AUTO_SIMULCAST_STREAM); always unless set. */
  readonly auto?: true;
}

/** The SDK's names of its ways to encrypt; those that end in 2 take a salt. */
export const AGORA_ENCRYPTION_MODES = [
  'aes-128-xts',
  'aes-256-xts',
  'aes-128-ecb',
  'sm4-128-ecb',
  'aes-128-gcm',
  'aes-256-gcm',
  'aes-128-gcm2',
  'aes-256-gcm2',
] as const;

/** Built-in encryption (the SDK's setEncryptionConfig); the same for all users of a channel. */
export interface AgoraEncryption {
  readonly mode: (typeof AGORA_ENCRYPTION_MODES)[number];
  readonly key: Secret;
  /** 32 bytes in base64; only with the modes that take one. */
  readonly salt?: Secret;
}

/** Tells whether a way to encrypt takes a salt. */
export function takesSalt(mode: AgoraEncryption['mode']): boolean {
  return mode.endsWith('gcm2');
}

export const AGORA_OPTIMIZATION_MODES = ['balanced', 'detail', 'motion'] as const;

/** The SDK's names of audio encoder settings (AudioEncoderConfigurationPreset). */
export const AGORA_AUDIO_PROFILES = [
  'speech_low_quality',
  'speech_standard',
  'music_standard',
  'standard_stereo',
  'high_quality',
  'high_quality_stereo',
] as const;

/** Layers of hosts that send several high streams, which native SDKs do and the web SDK does not. */
const LAYERS = ['layer-1', 'layer-2', 'layer-3', 'layer-4', 'layer-5', 'layer-6'] as const;
/** Our names for the SDK's RemoteStreamFallbackType. */
export const AGORA_FALLBACKS = ['none', 'low-stream', 'audio-only', ...LAYERS] as const;
export type AgoraFallback = (typeof AGORA_FALLBACKS)[number];
/** Our names for the SDK's RemoteStreamType. */
export const AGORA_STREAMS = ['high', 'low', ...LAYERS] as const;
export type AgoraStream = (typeof AGORA_STREAMS)[number];

/** Agora's names for the areas of its servers (AgoraRTC.setArea). */
export const AGORA_AREAS = [
  'GLOBAL',
  'CHINA',
  'ASIA',
  'NORTH_AMERICA',
  'EUROPE',
  'JAPAN',
  'INDIA',
  'KOREA',
  'HKMC',
  'US',
  'OCEANIA',
  'SOUTH_AMERICA',
  'AFRICA',
  'OVERSEA',
] as const;
export type AgoraArea = (typeof AGORA_AREAS)[number];

/** Access point of a private deployment (the SDK's setLocalAccessPointsV2). */
export interface AgoraAccessPoint {
  /** IPv4 addresses, which the SDK calls a-b-c-d.DOMAIN, or names. */
  readonly servers: readonly string[];
  readonly domain: string;
  readonly port: number;
  /** IPv4 address to which every name under the domain resolves, where no name server knows them. */
  readonly address?: string;
  /** Certificate (PEM) of the servers, trusted although no authority signed it. */
  readonly trust?: { readonly file: string };
}
