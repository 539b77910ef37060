/** Kinds of trouble over which the origin is held against Janus: a first mile and an access line each. */
export interface Trouble {
  readonly what: string;
  readonly firstMile: string;
  readonly access: string;
}

const STUDIO = 'rtt: 40 ms';
const HOME = 'rtt: 20 ms, jitter: 3 ms';

/** Seconds of the measured window; the blackouts lie within it. */
const DURATION_S = 16;

const everySixSeconds = [1, 7, 13].map((at) => `{at: ${at}s, for: 1200 ms}`).join(', ');

export const TROUBLES: Readonly<Record<string, Trouble>> = {
  clean: { what: 'nothing', firstMile: STUDIO, access: HOME },
  'first-mile-loss': { what: '1 % lost on the first mile', firstMile: `${STUDIO}, loss: {up: 1 %}`, access: HOME },
  bursts: {
    what: '3 % lost on access, in bursts of 3',
    firstMile: STUDIO,
    access: `${HOME}, loss: {down: 3 %}, burst: 3`,
  },
  blackouts: {
    what: 'access dark for 1.2 s every 6 s',
    firstMile: STUDIO,
    access: `${HOME}, blackouts: [${everySixSeconds}]`,
  },
  narrow: {
    what: 'access of 1.2 Mbps under 1.1 Mbps, queue 300 ms',
    firstMile: STUDIO,
    access: `${HOME}, down: 1200 kbps, up: 1 Mbps, queue: 300 ms`,
  },
  dark: {
    what: 'first mile dark for 2 s',
    firstMile: `${STUDIO}, blackouts: [{at: 6s, for: 2s}]`,
    access: HOME,
  },
};

/** A stream over Janus, and as its variant over our own origin, on the same lines. */
export function scenarioOf({ firstMile, access }: Trouble, url: string, seeds: readonly number[]): string {
  return `
name: against janus
duration: ${DURATION_S}s
warmup: 5s
seeds: [${seeds.join(', ')}]
broadcast:
  transport: {whip: {publish: "${url}/whip", watch: "${url}/whep"}}
  video: {codec: h264, size: 640x360, fps: 30, bitrate: 1 Mbps}
  firstMile: {${firstMile}}
variants:
  longhaul: {transport: local}
regions:
  - {region: viewer, haul: {rtt: 60 ms}, access: {${access}}}
budgets:
  all: {stutterRate: "< 100 %"}
`;
}
