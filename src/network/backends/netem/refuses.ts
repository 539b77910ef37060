import type { LinkProfile } from '../../../model/scenario/network.ts';
import type { NetworkNeeds } from '../../backend.ts';
import { LinkSchedule } from './link-schedule.ts';
import { planPipes } from './pipe-plan.ts';
import { hasBottleneck } from './stages.ts';

/** What netem would do differently from what is asked, in words that follow "cannot". */
export function refuses({ topology, captureTo, slowed }: NetworkNeeds): string[] {
  const { links, nodes, traces = {} } = topology;
  const grounds = [
    ...(captureTo === undefined ? [] : ['capture packets: the kernel does not tell which it lost, nor why']),
    ...(slowed === true ? ['be slowed: its queues and delays are timed by the kernel (--slow 1)'] : []),
    ...(nodes.some(({ role }) => role === 'internet') ? ['lead to the real internet'] : []),
    ...planPipes(topology).partings,
    ...links.flatMap(({ id, profile, seed }) => [
      ...(profile.trace !== undefined && traces[profile.trace]?.type === 'opportunities'
        ? [`send at the single opportunities of the trace ${profile.trace} (${id}); a trace of rates it can`]
        : []),
      ...radioGrounds(id, profile),
      ...(profile.reorder?.lateMs === undefined ? [] : [`make single packets late (${id}); sent ahead it can`]),
      ...(countsAGap(profile) && changes({ profile, seed }, traces)
        ? [
            `count packets for the reorder gap of ${id} while its delay or loss changes: each change begins the count anew`,
          ]
        : []),
      ...(losesByPackets(profile) && changes({ profile, seed }, traces)
        ? [
            `keep bursts by packets on ${id} while its delay or loss changes: each change ends a burst; bursts by time it can`,
          ]
        : []),
    ]),
  ];
  return [...new Set(grounds)];
}

/** Steps of 4 ms are too coarse for a sawtooth, and the kernel does not ask us about a packet after a pause. */
function radioGrounds(id: string, profile: LinkProfile): string[] {
  const { radio, rateCaps = [] } = profile;
  const waits = rateCaps.length > 0 || radio?.handover !== undefined;
  return [
    ...(radio?.grantMs !== undefined || radio?.aggregateMs !== undefined
      ? [`gather packets as the radio of ${id} does`]
      : []),
    ...(radio?.promotion !== undefined ? [`wake the radio of ${id} after a pause`] : []),
    ...(waits && !hasBottleneck(profile)
      ? [`hold packets on ${id}, or slow them for a time, where no rate is set beside it`]
      : []),
  ];
}

function countsAGap({ reorder }: LinkProfile): boolean {
  return reorder !== undefined && reorder.gap > 1;
}

function losesByPackets({ loss, lossSteps = [] }: LinkProfile): boolean {
  return [loss, ...lossSteps.map((step) => step.loss)].some(
    (each) => each.type === 'gilbert-elliott' && each.perPacket === true,
  );
}

function changes(
  link: ConstructorParameters<typeof LinkSchedule>[0],
  traces: ConstructorParameters<typeof LinkSchedule>[1],
) {
  const { delaySteps, lossSteps, blackouts } = link.profile;
  return (
    [delaySteps, lossSteps, blackouts].some((steps) => steps !== undefined) || new LinkSchedule(link, traces).moves
  );
}
