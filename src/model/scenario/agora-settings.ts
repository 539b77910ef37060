import type { Secret } from './secret.ts';

/** A channel of Agora's (声网), or of a private deployment of its servers. */
export interface AgoraSettings {
  /** 32 hexadecimal digits. */
  readonly appId: string | Secret;
  readonly channel: string;
  /** Where tokens come from: at most one of the three; none for projects that want no tokens. */
  readonly token?: Secret;
  /** For a shell; prints a token, and is run again for each user and each renewal. */
  readonly tokenCommand?: string;
  /** The app's certificate, by which tokens are made here. */
  readonly certificate?: Secret;
  /** Of those made here, s. */
  readonly tokenLifetimeS: number;
  /** Where servers may be; Agora's own choice unless set. */
  readonly area?: AgoraArea;
  readonly audienceLatency: 'low' | 'ultra-low';
  /** A second, smaller picture beside the one of the broadcast. */
  readonly dualStream?: {
    readonly width: number;
    readonly height: number;
    readonly fps: number;
    readonly bitrateBps: number;
  };
  /** What viewers may be given instead when their line is poor. */
  readonly fallback: 'none' | 'low-stream' | 'audio-only';
  /** 'none': the channel's host is somebody else. */
  readonly publish: 'own' | 'none';
  /** Whom to watch where the host is somebody else: the first that has a picture unless set. */
  readonly host?: number;
  readonly accessPoint?: AgoraAccessPoint;
}

/** Agora's words for the areas of its servers (AgoraRTC.setArea). */
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

/** Of a private deployment (the SDK's setLocalAccessPointsV2). */
export interface AgoraAccessPoint {
  /** IPv4 addresses, called a-b-c-d.DOMAIN by the SDK, or names. */
  readonly servers: readonly string[];
  readonly domain: string;
  readonly port: number;
  /** IPv4 address that every name under the domain stands for, where no name server knows them. */
  readonly address?: string;
  /** Certificate (PEM) of the servers, to be trusted though nobody vouches for it. */
  readonly trust?: { readonly file: string };
}
