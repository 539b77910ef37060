import type { Aqm, LinkProfile, Loss, Radio } from '../../model/scenario/link-profile.ts';
import { DEFAULT_QUEUE_MS } from '../../model/scenario/link-profile.ts';
import type { Direction } from '../../model/scenario/network.ts';
import { REFERENCE_PACKET_MS } from '../../model/scenario/reference-packet.ts';
import type { WrittenBurst } from '../schema/effects.ts';
import type { WrittenHaul } from '../schema/haul-profile.ts';
import type { WrittenLine } from '../schema/line-profile.ts';
import type { WrittenDiscipline, WrittenQueue, WrittenQueueSize } from '../schema/queue.ts';
import { crossFlows } from './cross-flows.ts';
import {
  type Directed,
  type DirectedSpan,
  directedHaul,
  directedLine,
  type LineEnd,
  type WrittenJitter,
  type WrittenLoss,
  type WrittenReorder,
} from './directed.ts';

/** The links of a segment's two directions: `out` from China, `back` towards China. */
export interface DirectedProfile {
  readonly out: LinkProfile;
  readonly back: LinkProfile;
}

/** Converts a line to link profiles; `end` says which end of it the person is at. */
export function linkProfilesOfLine(line: WrittenLine, end: LineEnd): DirectedProfile {
  return linkProfiles(directedLine(line, end));
}

/** Converts a haul to link profiles. */
export function linkProfilesOfHaul(haul: WrittenHaul): DirectedProfile {
  return linkProfiles(directedHaul(haul));
}

/** Builds the link profiles of both directions. */
export function linkProfiles(directed: Directed): DirectedProfile {
  return { out: linkProfile(directed, 'out'), back: linkProfile(directed, 'back') };
}

/** Builds one direction's link profile. For a trace, `rateBps` (its mean) is filled in when the file is read. */
function linkProfile(directed: Directed, direction: Direction): LinkProfile {
  const rateBps = directed.rate[direction];
  const trace = directed.trace[direction];
  const isLimited = rateBps !== undefined || trace !== undefined;
  const duplicateFraction = directed.duplicate[direction] ?? 0;
  const corruptFraction = directed.corrupt[direction] ?? 0;
  const reorder = reorderOf(directed.reorder[direction]);
  const delayOf = (each: Direction) => directed.delay[each] ?? (directed.rtt ?? 0) / 2;
  const flows = isLimited ? crossFlows(directed.crossTraffic, direction, delayOf('out') + delayOf('back')) : [];
  return {
    delayMs: delayOf(direction),
    ...jitterOf(directed.jitter[direction] ?? 0),
    loss: lossOf(directed.loss[direction] ?? 0, directed.burst),
    ...(rateBps !== undefined && { rateBps }),
    ...(rateBps !== undefined && rateStepsOf(directed, direction, rateBps)),
    ...(trace !== undefined && { trace }),
    ...(isLimited && queueOf(directed.queue[direction] ?? DEFAULT_QUEUE_MS, directed.discipline)),
    ...(flows.length > 0 && { crossTraffic: flows }),
    ...(directed.mtu !== undefined && { mtuBytes: directed.mtu }),
    ...(directed.icmp === 'none' && { icmpSilent: true }),
    ...(directed.udp === 'blocked' && { udpBlocked: true }),
    ...(duplicateFraction > 0 && { duplicateFraction }),
    ...(corruptFraction > 0 && { corruptFraction }),
    ...(reorder !== undefined && reorder.fraction > 0 && { reorder }),
    ...stepsOf(directed, direction),
    ...spansOf(directed, direction),
    ...radioOf(directed, direction),
    ...(directed.startsAnywhere && hasVaryingRate(directed, direction) && { startsAnywhere: true }),
    ...(directed.together === true && { together: true }),
    ...(directed.spread !== undefined && { spreadMs: directed.spread }),
  };
}

function jitterOf(written: WrittenJitter): Pick<LinkProfile, 'jitterMs' | 'jitterDistribution' | 'jitterReorders'> {
  if (typeof written === 'number') return { jitterMs: written };
  const { amount, distribution = 'uniform', reordering = false } = written;
  return {
    jitterMs: amount,
    ...(distribution !== 'uniform' && { jitterDistribution: distribution }),
    ...(reordering && { jitterReorders: reordering }),
  };
}

/**
 * Converts mean loss and mean burst length L to a Gilbert-Elliott chain. Every packet is lost in the bad state and none in the
 * good one, so the bad state lasts L steps (r = 1/L) and the share of time in it, p / (p + r), is the loss:
 * p = r * loss / (1 - loss). A chain written out has the defaults of tc's gemodel: r = 1 - p, every packet lost in the bad
 * state, none in the good one. Steps are of time unless packets are written.
 */
export function lossOf(loss: WrittenLoss, burst: WrittenBurst | undefined): Loss {
  if (typeof loss !== 'number') {
    const { p, r = 1 - p, inBad = 1, inGood = 0, perPacket = false } = loss;
    return { type: 'gilbert-elliott', p, r, ...(perPacket && { perPacket }), lossInBad: inBad, lossInGood: inGood };
  }
  if (loss === 0) return { type: 'none' };
  if (burst === undefined) return { type: 'random', lossFraction: loss };
  const r = 1 / burstSteps(burst);
  const perPacket = typeof burst === 'object' && 'packets' in burst;
  return {
    type: 'gilbert-elliott',
    ...{ p: (r * loss) / (1 - loss), r, ...(perPacket && { perPacket: true }), lossInBad: 1, lossInGood: 0 },
  };
}

/** Converts a burst to steps of the chain. A plain number counts packets of the reference stream, one step each. */
function burstSteps(burst: WrittenBurst): number {
  if (typeof burst === 'number') return burst;
  return 'packets' in burst ? burst.packets : burst.ms / REFERENCE_PACKET_MS;
}

/**
 * Returns the largest loss possible with bursts of L steps: at least one good step separates two of them, p <= 1, so loss
 * <= L / (L + 1).
 */
export function largestBurstLoss(burst: WrittenBurst): number {
  const steps = burstSteps(burst);
  return steps / (steps + 1);
}

type QueueFields = Pick<LinkProfile, 'queueMs' | 'queueBytes' | 'queuePackets' | 'discipline' | 'aqm'>;

/** Builds the fields of a queue. `discipline` is the one written beside it, which is refused beside one with a kind. */
function queueOf(queue: WrittenQueue, discipline: LinkProfile['discipline'] = 'droptail'): QueueFields {
  const isWhole = typeof queue === 'object' && 'kind' in queue;
  const kind = isWhole ? queue.kind : discipline;
  const aqm = isWhole ? aqmOf(queue) : {};
  return {
    ...sizeOf(isWhole ? (queue.size ?? DEFAULT_QUEUE_MS) : queue),
    ...(kind !== 'droptail' && { discipline: kind }),
    ...(kind !== 'droptail' && Object.keys(aqm).length > 0 && { aqm }),
  };
}

function sizeOf(size: WrittenQueueSize): QueueFields {
  if (typeof size === 'number') return { queueMs: size };
  return 'bytes' in size ? { queueBytes: size.bytes } : { queuePackets: size.packets };
}

function aqmOf({ target, interval, ecn, step, flows, quantum }: WrittenDiscipline): Aqm {
  return {
    ...(target !== undefined && { targetMs: target }),
    ...(interval !== undefined && { intervalMs: interval }),
    ...(ecn === true && { ecn }),
    ...(step !== undefined && { stepMs: step }),
    ...(flows !== undefined && { flows }),
    ...(quantum !== undefined && { quantumBytes: quantum }),
  };
}

function reorderOf(written: WrittenReorder | undefined): LinkProfile['reorder'] {
  if (written === undefined) return undefined;
  if (typeof written === 'number') return { fraction: written, gap: 1 };
  const { share, gap = 1, late } = written;
  return { fraction: share, gap, ...(late !== undefined && { lateMs: late }) };
}

/** Returns the rate steps of the cycle or the schedule; having both is refused elsewhere. */
function rateStepsOf(
  { cycle, schedule }: Directed,
  direction: Direction,
  rateBps: number,
): Pick<LinkProfile, 'rateSteps'> {
  if (cycle !== undefined) {
    const steps = cycle.scale.map((scale, n) => ({ atMs: n * cycle.every, rateBps: rateBps * scale }));
    return { rateSteps: { steps, repeatMs: cycle.scale.length * cycle.every } };
  }
  const steps = schedule.flatMap(({ at, rate }) => {
    const changed = rate[direction];
    return changed === undefined ? [] : [{ atMs: at, rateBps: changed }];
  });
  return steps.length === 0 ? {} : { rateSteps: { steps } };
}

function stepsOf({ schedule, burst }: Directed, direction: Direction): Pick<LinkProfile, 'delaySteps' | 'lossSteps'> {
  const delaySteps = schedule.flatMap(({ at, rtt }) => (rtt === undefined ? [] : [{ atMs: at, delayMs: rtt / 2 }]));
  const lossSteps = schedule.flatMap(({ at, loss }) => {
    const changed = loss[direction];
    return changed === undefined ? [] : [{ atMs: at, loss: lossOf(changed, burst) }];
  });
  return { ...(delaySteps.length > 0 && { delaySteps }), ...(lossSteps.length > 0 && { lossSteps }) };
}

function spansOf({ blackouts, holds }: Directed, direction: Direction): Pick<LinkProfile, 'blackouts' | 'rateCaps'> {
  const own = (spans: readonly DirectedSpan[]) =>
    spans
      .filter(({ directions }) => directions.includes(direction))
      .map(({ at, for: forMs }) => ({ fromMs: at, toMs: at + forMs }));
  const [dark, held] = [own(blackouts), own(holds)];
  return {
    ...(dark.length > 0 && { blackouts: dark }),
    ...(held.length > 0 && { rateCaps: held.map((span) => ({ ...span, rateBps: 0 })) }),
  };
}

/** Returns whether the rate follows a trace or a cycle. */
function hasVaryingRate({ trace, rate, cycle }: Directed, direction: Direction): boolean {
  return trace[direction] !== undefined || (cycle !== undefined && rate[direction] !== undefined);
}

/** Builds the radio of one direction. Grants apply to the uplink only: to packets that the person at the line's end sends. */
function radioOf({ radio = {}, keys }: Directed, direction: Direction): Pick<LinkProfile, 'radio'> {
  const { grants, aggregation, handover, promotion } = radio;
  const made: Radio = {
    ...(grants !== undefined && keys[direction] === 'up' && { grantMs: grants }),
    ...(aggregation !== undefined && { aggregateMs: aggregation }),
    ...(handover !== undefined && { handover: { everyMs: handover.every, forMs: handover.for } }),
    ...(promotion !== undefined && { promotion: { idleMs: promotion.idle, forMs: promotion.for } }),
  };
  return Object.keys(made).length === 0 ? {} : { radio: made };
}
