import type { LinkProfile } from '../../../model/scenario/link-profile.ts';
import type { LinkState } from './link-schedule.ts';
import type { Effect, Stage } from './stages.ts';

/** netem's packet limit, which includes packets in flight. High enough that it never drops; queues are limited elsewhere. */
const LIMIT_PACKETS = 1_000_000;
/** Subtracts the 14 bytes of Ethernet header that a qdisc sees, because rates and counts refer to IP packets. */
const IP_SIZES = 'stab overhead -14';
/** Rate so high that sending takes no time (0.3 µs). A netem with a rate keeps packets in order. */
const IN_ORDER = 'rate 34gbit';
/** Minimum delay for jitter or reordering: without a delay, tc refuses both. */
const LEAST_DELAY_MS = 0.001;

/** Returns tc commands with "$" for the verb, one per qdisc or class, in the order of creation. */
export function tcCommands(device: string, stage: Stage, profile: LinkProfile, state: LinkState): string[] {
  if (stage.includes('count')) return [];
  const root = `qdisc $ dev ${device} root handle 1: ${IP_SIZES} netem ${netem(stage, profile, state)}`;
  return stage.includes('queue') ? [root, ...queue(device, profile, state)] : [root];
}

/** Turns a command into one that creates its qdisc or class. */
export function toAdd(command: string): string {
  return command.replace('$', 'add');
}

/**
 * Turns a command into one that changes an existing qdisc or class. Omits the jitter's distribution, which is long and stays
 * in force.
 */
export function toChange(command: string): string {
  return command.replace('$', 'change').replace(/ distribution \w+/, '');
}

function netem(stage: Stage, profile: LinkProfile, state: LinkState): string {
  const does = (effect: Effect) => stage.includes(effect);
  return [
    `limit ${LIMIT_PACKETS}`,
    ...(does('impairments') ? impairments(profile, state) : []),
    ...(does('propagation') ? propagation(profile, state) : []),
    ...(does('transmission') ? [`rate ${state.rateBps}bit`] : []),
    ...(does('propagation') && !does('transmission') && profile.jitterReorders !== true ? [IN_ORDER] : []),
  ].join(' ');
}

function impairments(
  { duplicateFraction = 0, corruptFraction = 0, loss: asked }: LinkProfile,
  { loss }: LinkState,
): string[] {
  return [
    ...(duplicateFraction > 0 ? [`duplicate ${percent(duplicateFraction)}`] : []),
    asked.type === 'gilbert-elliott' && asked.perPacket === true
      ? `loss gemodel ${[asked.p, asked.r, asked.lossInBad, asked.lossInGood].map(percent).join(' ')}`
      : `loss random ${percent(Math.min(1, loss.random + loss.burst + loss.blackout))}`,
    ...(corruptFraction > 0 ? [`corrupt ${percent(corruptFraction)}`] : []),
  ];
}

function propagation(profile: LinkProfile, { delayMs }: LinkState): string[] {
  const { jitterMs, jitterReorders, jitterDistribution = 'uniform', reorder } = profile;
  const drawsJitter = jitterReorders === true && jitterMs > 0;
  const least = drawsJitter || reorder !== undefined ? LEAST_DELAY_MS : 0;
  return [
    `delay ${micros(Math.max(least, delayMs))}`,
    ...(drawsJitter ? [micros(jitterMs)] : []),
    ...(drawsJitter && jitterDistribution !== 'uniform' ? [`distribution ${jitterDistribution}`] : []),
    ...(reorder === undefined ? [] : [`reorder ${percent(reorder.fraction)} gap ${reorder.gap}`]),
  ];
}

/** Returns commands for an htb class with the bottleneck's rate and the queue behind it. */
function queue(
  device: string,
  profile: LinkProfile,
  { rateBps = 1, aheadBytes = 1, queueBytes = 0 }: LinkState,
): string[] {
  const { queuePackets } = profile;
  const waiting =
    activeQueue(profile, queueBytes) ??
    (queuePackets === undefined ? `bfifo limit ${queueBytes}` : `pfifo limit ${queuePackets}`);
  return [
    `qdisc $ dev ${device} parent 1:1 handle 2: htb default 1`,
    `class $ dev ${device} parent 2: classid 2:1 htb rate ${rateBps}bit burst ${aheadBytes} cburst ${aheadBytes} quantum 1500`,
    `qdisc $ dev ${device} parent 2:1 handle 3: ${waiting}`,
  ];
}

/** Returns the qdisc of an active queue management with its parameters; undefined for drop-tail. */
function activeQueue(
  { discipline = 'droptail', queuePackets, aqm = {} }: LinkProfile,
  queueBytes: number,
): string | undefined {
  if (discipline === 'droptail') return undefined;
  // Their limit is in packets: convert bytes into packets of 1000 bytes.
  const limit = queuePackets ?? Math.max(1, Math.round(queueBytes / 1000));
  // The defaults of RFC 8289 and RFC 8290, and of the Linux qdiscs.
  const { targetMs = 5, intervalMs = 100, flows = 1024, quantumBytes = 1514 } = aqm;
  const control = `limit ${limit} target ${targetMs}ms interval ${intervalMs}ms`;
  return discipline === 'codel'
    ? `codel ${control}`
    : `fq_codel ${control} flows ${flows} quantum ${quantumBytes} noecn`;
}

function percent(fraction: number): string {
  return `${Number((fraction * 100).toFixed(6))}%`;
}

function micros(ms: number): string {
  return `${Number((ms * 1000).toFixed(1))}us`;
}
