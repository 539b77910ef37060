import { type LinkProfile, marksPackets } from '../../../model/scenario/link-profile.ts';
import type { NetworkNeeds } from '../../backend.ts';
import { LinkSchedule } from './link-schedule.ts';
import { planPipes } from './pipe-plan.ts';
import { hasBottleneck } from './stages.ts';

/** Largest number of flows of the kernel's fq_codel. */
const MOST_FLOWS = 65_536;

/** Lists what netem cannot emulate as asked, in words that follow "cannot". */
export function refusals({ topology, captureTo, slowed }: NetworkNeeds): string[] {
  const { links, nodes, traces = {} } = topology;
  const reasons = [
    ...(captureTo === undefined ? [] : ['capture packets: the kernel does not tell which ones it lost, or why']),
    ...(slowed === true ? ['be slowed: the kernel times its queues and delays (--slow 1)'] : []),
    ...(nodes.some(({ role }) => role === 'internet') ? ['lead to the real internet'] : []),
    ...planPipes(topology).divergences,
    ...links.flatMap(({ id, profile, seed }) => [
      ...(profile.trace !== undefined && traces[profile.trace]?.type === 'opportunities'
        ? [`send at the single opportunities of the trace ${profile.trace} (${id}), only at the rates of a trace`]
        : []),
      ...radioRefusals(id, profile),
      ...queueRefusals(id, profile),
      ...(profile.reorder?.lateMs === undefined ? [] : [`make single packets late (${id}), only send them ahead`]),
      ...(hasReorderGap(profile) && changes({ profile, seed }, traces)
        ? [`count packets for the reorder gap of ${id} while its delay or loss changes: each change restarts the count`]
        : []),
      ...(hasBurstsByPackets(profile) && changes({ profile, seed }, traces)
        ? [
            `keep bursts by packets on ${id} while its delay or loss changes, because each change ends a burst; only bursts by time`,
          ]
        : []),
    ]),
  ];
  return [...new Set(reasons)];
}

/**
 * Lists the radio effects that netem cannot emulate: steps of 4 ms are too coarse for a sawtooth, and the kernel does not
 * consult us about a packet after a pause.
 */
function radioRefusals(id: string, profile: LinkProfile): string[] {
  const { radio, rateCaps = [] } = profile;
  const waits = rateCaps.length > 0 || radio?.handover !== undefined;
  return [
    ...(radio?.grantMs !== undefined || radio?.aggregateMs !== undefined
      ? [`batch packets as the radio of ${id} does`]
      : []),
    ...(radio?.promotion !== undefined ? [`wake the radio of ${id} after a pause`] : []),
    ...(waits && !hasBottleneck(profile)
      ? [`hold packets on ${id}, or slow them for a time, without a rate on the same link`]
      : []),
  ];
}

/** Lists what the kernel's queues cannot do: cross traffic is emulated in our router only, and netem has no MTU. */
function queueRefusals(
  id: string,
  { crossTraffic, mtuBytes, icmpSilent, udpBlocked, discipline, aqm = {} }: LinkProfile,
): string[] {
  return [
    ...(crossTraffic === undefined ? [] : [`put cross traffic into the queue of ${id}`]),
    ...(udpBlocked === true ? [`block UDP on ${id}, but let probes pass`] : []),
    ...(mtuBytes === undefined ? [] : [`drop what is too large for ${id}`]),
    ...(icmpSilent === true ? [`keep the routers of ${id} from answering (icmp)`] : []),
    ...(discipline === 'dualpi2' ? [`keep the two queues of dualpi2 on ${id}`] : []),
    ...(marksPackets(aqm) ? [`tell how many packets the queue of ${id} marked (ecn: false)`] : []),
    ...(discipline === 'fq-codel' && aqm.flows !== undefined && aqm.flows > MOST_FLOWS
      ? [`keep more than ${MOST_FLOWS} flows apart on ${id}`]
      : []),
  ];
}

function hasReorderGap({ reorder }: LinkProfile): boolean {
  return reorder !== undefined && reorder.gap > 1;
}

function hasBurstsByPackets({ loss, lossSteps = [] }: LinkProfile): boolean {
  return [loss, ...lossSteps.map((step) => step.loss)].some(
    (each) => each.type === 'gilbert-elliott' && each.perPacket === true,
  );
}

/** Tells whether a link's delay or loss changes over time. */
function changes(
  link: ConstructorParameters<typeof LinkSchedule>[0],
  traces: ConstructorParameters<typeof LinkSchedule>[1],
) {
  const { delaySteps, lossSteps, blackouts } = link.profile;
  return (
    [delaySteps, lossSteps, blackouts].some((steps) => steps !== undefined) || new LinkSchedule(link, traces).varies
  );
}
