import type { AgoraFallback, AgoraStream } from '../../../model/scenario/agora-settings.ts';

/** The fields that rules look at. */
interface Written {
  readonly token?: unknown;
  readonly tokenCommand?: unknown;
  readonly certificate?: unknown;
  readonly area?: string | readonly string[];
  readonly excludedArea?: string;
  readonly cloudProxy?: string;
  readonly accessPoint?: unknown;
  readonly uids: 'number' | 'string';
  readonly bitrateMin?: unknown;
  readonly minDownscale?: unknown;
  readonly optimizationMode?: unknown;
  readonly audioProfile?: unknown;
  readonly dualStream?: unknown;
  readonly fallback: AgoraFallback;
  readonly stream?: AgoraStream;
  readonly presubscribe?: boolean | undefined;
  readonly publish: 'own' | 'none';
  readonly host?: number | string;
}

interface Rule {
  /** Place of the setting that breaks it; empty for the whole. */
  readonly path: readonly (keyof Written)[];
  readonly isBroken: (written: Written) => boolean;
  readonly expected: string;
}

/** Settings of the host alone. A `videoProfile` also says what to expect of somebody else's picture. */
const OF_HOST = ['dualStream', 'bitrateMin', 'minDownscale', 'optimizationMode', 'audioProfile'] as const;

const isLayer = (name: string | undefined) => name?.startsWith('layer-') === true;

/** Demands of Agora's settings on each other: the SDK would throw in the middle of a take, or ignore one of them. */
export const AGORA_RULES: readonly Rule[] = [
  {
    path: [],
    isBroken: ({ token, tokenCommand, certificate }) =>
      [token, tokenCommand, certificate].filter((source) => source !== undefined).length > 1,
    expected: 'one of token, tokenCommand and certificate, or none of them',
  },
  {
    path: ['excludedArea'],
    isBroken: ({ area, excludedArea }) => excludedArea !== undefined && area !== 'GLOBAL',
    expected: 'area: GLOBAL beside excludedArea, which is left out of it',
  },
  {
    path: ['excludedArea'],
    isBroken: ({ area, excludedArea }) =>
      area === 'GLOBAL' && (excludedArea === 'GLOBAL' || excludedArea === 'OVERSEA'),
    expected: 'an area within GLOBAL, such as CHINA',
  },
  {
    path: ['cloudProxy'],
    isBroken: ({ cloudProxy, accessPoint }) => cloudProxy !== undefined && accessPoint !== undefined,
    expected: 'nothing: the cloud proxy is the public cloud’s, and an accessPoint is a private deployment’s',
  },
  {
    path: ['uids'],
    isBroken: ({ uids, accessPoint }) => uids === 'string' && accessPoint !== undefined,
    expected: 'number: the SDK looks up string users in the public cloud, which an accessPoint is not',
  },
  {
    path: ['fallback'],
    isBroken: ({ fallback, dualStream, publish }) =>
      fallback === 'low-stream' && dualStream === undefined && publish === 'own',
    expected: 'a dualStream beside fallback: low-stream, which has nothing to fall back to without',
  },
  {
    path: ['stream'],
    isBroken: ({ stream, dualStream, publish }) => stream === 'low' && dualStream === undefined && publish === 'own',
    expected: 'a dualStream beside stream: low, which does not exist without',
  },
  {
    path: ['fallback'],
    isBroken: ({ fallback, publish }) => isLayer(fallback) && publish === 'own',
    expected: 'none, low-stream or audio-only: only a native host sends layers, seen with publish: none',
  },
  {
    path: ['stream'],
    isBroken: ({ stream, publish }) => isLayer(stream) && publish === 'own',
    expected: 'high or low: only a native host sends layers, seen with publish: none',
  },
  {
    path: ['host'],
    isBroken: ({ host, publish }) => host !== undefined && publish === 'own',
    expected: 'host only with publish: none; without it viewers watch longhaul’s own host',
  },
  {
    path: ['host'],
    isBroken: ({ host, uids, publish }) => host !== undefined && publish === 'none' && typeof host !== uids,
    expected: 'a user of the same kind as uids: with uids: number a number, with uids: string a text in quotes',
  },
  {
    path: ['presubscribe'],
    isBroken: ({ presubscribe, host, publish }) => presubscribe === true && publish === 'none' && host === undefined,
    expected: 'a host beside presubscribe: whose media to ask for must be known',
  },
  ...OF_HOST.map(
    (name): Rule => ({
      path: [name],
      isBroken: ({ publish, ...written }) => publish === 'none' && written[name] !== undefined,
      expected: 'nothing with publish: none, where somebody else hosts the channel',
    }),
  ),
];
