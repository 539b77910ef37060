import type { Place } from './catalog/find-places.ts';

/** Four answers, from which a first scenario is written. */
export interface Answers {
  readonly name: string;
  readonly to: readonly Place[];
  readonly from: Place;
  /** As it was written: "2 Mbps". */
  readonly bitrate: string;
  readonly bitrateBps: number;
  /** As it was written, with its offset; undefined where it is not known yet. */
  readonly at?: string;
}

/** Lower ends at 30 fps in H.264, as in recommend/default-ladder.ts: what live platforms advise. */
const SIZES = [
  { leastBps: 4_500_000, size: '1920x1080' },
  { leastBps: 2_000_000, size: '1280x720' },
  { leastBps: 1_200_000, size: '960x540' },
  { leastBps: 0, size: '640x360' },
] as const;

/** A scenario to begin with, every line of which says what it is for. `schema`: path from where it will stand. */
export function scenarioText({ name, to, from, bitrate, bitrateBps, at }: Answers, schema: string): string {
  const size = SIZES.find(({ leastBps }) => bitrateBps >= leastBps)?.size ?? '640x360';
  const access = at === undefined ? 'mobile-good' : 'mobile';
  const accessNote =
    at === undefined
      ? 'access: fixed, mobile-good, mobile-peak, or a line of your own (`longhaul catalog`)'
      : 'mobile: the evening’s profile or the good one, by each region’s own clock at the airtime';
  return `# yaml-language-server: $schema=${schema}
# Written by \`longhaul init\`. Is it right, and how long does it take: \`longhaul check\`; then \`longhaul run\`.
name: ${name}
duration: 60s # what is measured, of each take
warmup: 10s # before that: the encoder ramps up, players fill their buffers
seeds: [1, 2, 3] # one take each: the same network under another chance
${at === undefined ? '' : `airtime: ${at}\n`}
broadcast:
  video: { codec: h264, size: ${size}, fps: 30, bitrate: ${bitrate} }
  audio: { bitrate: 64 kbps }
  firstMile: ${from.id} # ${from.label}
  haul: accelerated # across the border; direct-day and direct-evening without an accelerator

regions: # ${accessNote}
${to.map(({ id, label }) => `  - { region: ${id}, access: ${access} } # ${label}`).join('\n')}

budgets: # what you ask of every region; a region's own may stand beside, under its id
  all:
    stutterRate: "< 3 %" # share of time without a new picture for over half a second
    latency: "p95 < 1 s" # studio to screen
    firstFrame: "< 3 s" # from asking to watch to the first picture
`;
}
