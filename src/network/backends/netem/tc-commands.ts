import type { LinkProfile } from '../../../model/scenario/network.ts';
import type { LinkState } from './link-schedule.ts';
import type { Effect, Stage } from './stages.ts';

/** netem's limit counts what is under way too; with this one it never drops, for queues are limited elsewhere. */
const LIMIT_PACKETS = 1_000_000;
/** A qdisc sees 14 bytes of Ethernet before the IP packet; rates and counts are of IP packets. */
const SIZES = 'stab overhead -14';
/** So fast that sending takes no time (0.3 µs), but a netem with a rate sends in the order in which packets came. */
const IN_ORDER = 'rate 34gbit';
/** With none at all tc refuses a jitter's shape and reordering. */
const LEAST_DELAY_MS = 0.001;
/** RFC 8289, sections 4.3 and 4.4, and what the Linux qdisc has by default. */
const CODEL = 'target 5ms interval 100ms';

/** What tc is to be told, without the verb: one qdisc or class each, in the order in which they are to be made. */
export function tcCommands(device: string, stage: Stage, profile: LinkProfile, state: LinkState): string[] {
  if (stage.includes('count')) return [];
  const root = `qdisc $ dev ${device} root handle 1: ${SIZES} netem ${netem(stage, profile, state)}`;
  return stage.includes('queue') ? [root, ...queue(device, profile, state)] : [root];
}

/** To make what does not exist yet. */
export function making(command: string): string {
  return command.replace('$', 'add');
}

/** To change what exists. A jitter's shape, which is long and kept, is not sent again. */
export function changing(command: string): string {
  return command.replace('$', 'change').replace(/ distribution \w+/, '');
}

function netem(stage: Stage, profile: LinkProfile, state: LinkState): string {
  const does = (effect: Effect) => stage.includes(effect);
  return [
    `limit ${LIMIT_PACKETS}`,
    ...(does('impairments') ? impairments(profile, state) : []),
    ...(does('travel') ? travel(profile, state) : []),
    ...(does('sending') ? [`rate ${state.rateBps}bit`] : []),
    ...(does('travel') && !does('sending') && profile.jitterReorders !== true ? [IN_ORDER] : []),
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

function travel(profile: LinkProfile, { delayMs }: LinkState): string[] {
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

/** A class that is given so many bytes a second, and behind it what waits for them. */
function queue(
  device: string,
  profile: LinkProfile,
  { rateBps = 1, aheadBytes = 1, queueBytes = 0 }: LinkState,
): string[] {
  const { discipline, queuePackets } = profile;
  // CoDel counts packets: bytes are told it in packets of 1000.
  const packets = queuePackets ?? Math.max(1, Math.round(queueBytes / 1000));
  const waiting =
    discipline === 'codel'
      ? `codel limit ${packets} ${CODEL}`
      : queuePackets !== undefined
        ? `pfifo limit ${queuePackets}`
        : `bfifo limit ${queueBytes}`;
  return [
    `qdisc $ dev ${device} parent 1:1 handle 2: htb default 1`,
    `class $ dev ${device} parent 2: classid 2:1 htb rate ${rateBps}bit burst ${aheadBytes} cburst ${aheadBytes} quantum 1500`,
    `qdisc $ dev ${device} parent 2:1 handle 3: ${waiting}`,
  ];
}

function percent(fraction: number): string {
  return `${Number((fraction * 100).toFixed(6))}%`;
}

function micros(ms: number): string {
  return `${Number((ms * 1000).toFixed(1))}us`;
}
