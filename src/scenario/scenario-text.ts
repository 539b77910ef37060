import type { Place } from './catalog/find-places.ts';

/** Answers from which `longhaul init` writes a first scenario. */
export interface Answers {
  readonly name: string;
  readonly to: readonly Place[];
  readonly from: Place;
  /** Bitrate as written, such as "2 Mbps". */
  readonly bitrate: string;
  readonly bitrateBps: number;
  /** Airtime as written, with its offset; absent if not known yet. */
  readonly at?: string;
}

/** Lowest bitrate for each size in H.264 at 30 fps, as in recommend/default-ladder.ts: what live platforms advise. */
const SIZES = [
  { leastBps: 4_500_000, size: '1920x1080' },
  { leastBps: 2_000_000, size: '1280x720' },
  { leastBps: 1_200_000, size: '960x540' },
  { leastBps: 0, size: '640x360' },
] as const;

/** Writes a scenario to start from, with a comment on every line. `schema` is the schema's path relative to it. */
export function scenarioText({ name, to, from, bitrate, bitrateBps, at }: Answers, schema: string): string {
  const size = SIZES.find(({ leastBps }) => bitrateBps >= leastBps)?.size ?? '640x360';
  const access = at === undefined ? 'mobile-good' : 'mobile';
  const accessNote =
    at === undefined
      ? 'access: fixed, mobile-good, mobile-peak, or a line of your own (`longhaul catalog`)'
      : 'mobile: the evening profile or the good one, by the local time of each region at the airtime';
  return `# yaml-language-server: $schema=${schema}
# Written by \`longhaul init\`. \`longhaul check\` says whether it is valid and how long it takes, \`longhaul run\` plays it.
name: ${name}
duration: 60s # measured time of each take
warmup: 10s # before that the encoder ramps up and players fill their buffers
seeds: [1, 2, 3] # one take each: the same network with other random draws
${at === undefined ? '' : `airtime: ${at}\n`}
broadcast:
  video: { codec: h264, size: ${size}, fps: 30, bitrate: ${bitrate} }
  audio: { bitrate: 64 kbps }
  firstMile: ${from.id} # ${from.label}
  haul: accelerated # across the border; direct-day and direct-evening without an accelerator

regions: # ${accessNote}
${to.map(({ id, label }) => `  - { region: ${id}, access: ${access} } # ${label}`).join('\n')}

budgets: # limits for every region; add a region's own under its id
  all:
    stutterRate: "< 3 %" # share of time without a new picture for over half a second
    latency: "p95 < 1 s" # studio to screen
    firstFrame: "< 3 s" # from the request to watch to the first picture
`;
}
