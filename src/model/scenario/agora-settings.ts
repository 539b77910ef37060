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
  /** Area to which servers are restricted; Agora's own choice unless set. */
  readonly area?: AgoraArea;
  readonly audienceLatency: 'low' | 'ultra-low';
  /** A second, smaller stream beside the broadcast's. */
  readonly dualStream?: {
    readonly width: number;
    readonly height: number;
    readonly fps: number;
    readonly bitrateBps: number;
  };
  /** Replacement that viewers on a poor network may get. */
  readonly fallback: 'none' | 'low-stream' | 'audio-only';
  /** `none`: the channel's host is somebody else. */
  readonly publish: 'own' | 'none';
  /** User to watch where the host is somebody else; the first with video unless set. */
  readonly host?: number;
  readonly accessPoint?: AgoraAccessPoint;
}

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
