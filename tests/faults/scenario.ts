export interface FaultyScenario {
  readonly name: string;
  readonly seconds: number;
  /** One viewer each, in YAML: what stands after `- `. */
  readonly regions: readonly string[];
  readonly events?: readonly string[];
}

export const LINE = 'access: {rtt: 10 ms}';

/** One fault a region or a stretch of time, several in one rehearsal: each must show where it was put, and nowhere else. */
export function faultyScenario({ name, seconds, regions, events = [] }: FaultyScenario): string {
  return `
name: ${name}
duration: ${seconds}s
warmup: 4s
settle: false
broadcast:
  video: {codec: h264, size: 640x360, fps: 30, bitrate: 1 Mbps}
  firstMile: {rtt: 10 ms}
  haul: {rtt: 60 ms}
regions:
${regions.map((region) => `  - {region: ${region}}`).join('\n')}
${events.length === 0 ? '' : `events:\n${events.map((event) => `  - {${event}}`).join('\n')}\n`}budgets:
  all: {stutterRate: "< 3 %"}
`;
}
