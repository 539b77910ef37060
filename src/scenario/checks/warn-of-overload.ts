import { chooseSlow } from '../../capacity/choose-slow.ts';
import { type Machine, overloadWarning } from '../../capacity/machine-load.ts';
import type { LinkProfile } from '../../model/scenario/link-profile.ts';
import type { Segment } from '../../model/scenario/network.ts';
import type { Broadcast, Scenario } from '../../model/scenario/scenario.ts';
import { leastBitrateBps, sentBitrateBps } from '../../model/scenario/sent-streams.ts';
import type { Notes, Path } from '../reading/notes.ts';

/** Rate beyond which an access line is most likely a slip of the unit, in bit/s: the widest that is sold. */
const WIDEST_BPS = 10e9;

/** Bits on a line for each bit of a stream: IP, UDP and RTP take some 60 bytes of 1200. */
const WITH_HEADERS = 1.05;

/** Warns of a valid scenario that asks too much of the machine, or of a line that is too narrow for the stream. */
export function warnOfOverload(scenario: Scenario, machine: Partial<Machine>, notes: Notes): void {
  const { broadcast, regions, variants = [] } = scenario;
  const { cpus } = machine;
  const slow = chooseSlow(scenario, machine);
  const viewers = regions.reduce((sum, region) => sum + region.viewers, 0);
  const overload =
    cpus === undefined ? undefined : overloadWarning(broadcast.video, viewers, { ...machine, cpus, slow });
  if (overload !== undefined) notes.warnings.push({ path: ['regions'], text: overload });

  const all = [broadcast, ...variants.map((each) => each.broadcast)];
  const sentBps = ({ video, audio }: Broadcast) => sentBitrateBps(video) + audio.bitrateBps;
  // Layers exist for lines that do not carry the highest one: warn only if not even the lowest fits.
  const leastBps = Math.max(...all.map(({ video, audio }) => leastBitrateBps(video) + audio.bitrateBps));
  const noteNarrow = (line: LinkProfile, streams: number, path: Path, streamBps = leastBps) => {
    const { rateBps } = line;
    const takenBps = steadyTrafficBps(line);
    if (rateBps === undefined || rateBps - takenBps >= WITH_HEADERS * streams * streamBps) return;
    const headers = rateBps - takenBps >= streams * streamBps ? ' with headers' : '';
    const needed = `${streams === 1 ? 'the stream' : `${streams} streams`} of ${megabits(streamBps)}${headers}`;
    const text =
      takenBps > 0 && takenBps < rateBps
        ? `carries ${megabits(rateBps - takenBps)} beside other traffic of ${megabits(takenBps)}, which is less than ${needed}`
        : `carries ${megabits(rateBps)}, which is less than ${needed}`;
    notes.warnings.push({ path, text });
  };
  const noteWide = ({ out, back }: Segment, path: Path) => {
    const widest = Math.max(out.rateBps ?? 0, back.rateBps ?? 0);
    if (widest > WIDEST_BPS)
      notes.warnings.push({ path, text: `carries ${megabits(widest)}: no line is that wide; is the unit right?` });
  };
  const isOwnLine = ({ firstMile }: Broadcast) => JSON.stringify(firstMile) !== JSON.stringify(broadcast.firstMile);
  const onLine = Math.max(...all.filter((sent) => !isOwnLine(sent)).map(sentBps));
  noteNarrow(broadcast.firstMile.out, 1, ['broadcast', 'firstMile'], onLine);
  noteWide(broadcast.firstMile, ['broadcast', 'firstMile']);
  for (const { name, broadcast: sent } of variants)
    if (isOwnLine(sent)) noteNarrow(sent.firstMile.out, 1, ['variants', name, 'firstMile'], sentBps(sent));
  for (const [index, { access, haul, viewers: sharing }] of regions.entries()) {
    noteNarrow(access.out, 1, ['regions', index, 'access']);
    noteWide(access, ['regions', index, 'access']);
    // Each viewer of a region has a copy of the stream sent through the haul.
    noteNarrow(haul.out, sharing, ['regions', index, 'haul']);
  }
}

/** Returns the rate of what shares a line all the time at a fixed rate, in bit/s; what gives way to others is left out. */
function steadyTrafficBps({ crossTraffic = [] }: LinkProfile): number {
  const rates = crossTraffic.map((flow) =>
    flow.type === 'udp' && flow.onMs === undefined && flow.fromMs === undefined ? flow.rateBps : 0,
  );
  return rates.reduce((sum, rate) => sum + rate, 0);
}

function megabits(bps: number): string {
  return `${Number((bps / 1e6).toFixed(3))} Mbps`;
}
