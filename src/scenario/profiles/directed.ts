import type { JitterDistribution } from '../../model/scenario/link-profile.ts';
import type { Direction } from '../../model/scenario/network.ts';
import type { WrittenBurst } from '../schema/effects.ts';
import type { WrittenHaul } from '../schema/haul-profile.ts';
import type { WrittenLine } from '../schema/line-profile.ts';
import type { DISCIPLINES, WrittenQueue } from '../schema/queue.ts';
import type { WrittenRadio } from '../schema/radio.ts';
import { type DirectionKeys, type PerDirection, perDirection } from './per-direction.ts';

/** Person at the end of a line: the viewer's `down` is out, the studio's `up` is out. */
export type LineEnd = 'viewer' | 'studio';

const LINE_KEYS: Readonly<Record<LineEnd, DirectionKeys>> = {
  viewer: { out: 'down', back: 'up' },
  studio: { out: 'up', back: 'down' },
};
const HAUL_KEYS: DirectionKeys = { out: 'out', back: 'back' };

export type WrittenLoss =
  | number
  | {
      readonly p: number;
      readonly r?: number | undefined;
      readonly inBad?: number | undefined;
      readonly inGood?: number | undefined;
      readonly perPacket?: boolean | undefined;
    };

export type WrittenJitter =
  | number
  | {
      readonly amount: number;
      readonly distribution?: JitterDistribution | undefined;
      readonly reordering?: boolean | undefined;
    };

export type WrittenReorder =
  | number
  | { readonly share: number; readonly gap?: number | undefined; readonly late?: number | undefined };

/** A step of a schedule, by direction. */
export interface DirectedStep {
  readonly at: number;
  readonly rtt?: number | undefined;
  readonly rate: PerDirection<number>;
  readonly loss: PerDirection<WrittenLoss>;
}

/** A blackout or a hold, by direction. Times are in ms. */
export interface DirectedSpan {
  readonly at: number;
  readonly for: number;
  readonly directions: readonly Direction[];
}

/** Other traffic as written, with its direction. */
export interface DirectedCrossTraffic {
  readonly kind: 'udp' | 'tcp' | 'rtc';
  readonly direction: Direction;
  readonly flows?: number | undefined;
  readonly rate?: number | undefined;
  readonly packet?: number | undefined;
  readonly on?: number | undefined;
  readonly off?: number | undefined;
  readonly rtt?: number | undefined;
  readonly control?: 'cubic' | 'bbr' | undefined;
  readonly ecn?: boolean | undefined;
  readonly least?: number | undefined;
  readonly most?: number | undefined;
  readonly at?: number | undefined;
  readonly for?: number | undefined;
}

/** A line or a haul as written, its values sorted by direction. */
export interface Directed {
  readonly keys: DirectionKeys;
  readonly rtt?: number | undefined;
  readonly delay: PerDirection<number>;
  readonly jitter: PerDirection<WrittenJitter>;
  readonly rate: PerDirection<number>;
  readonly trace: PerDirection<string>;
  readonly cycle?: { readonly every: number; readonly scale: readonly number[] } | undefined;
  readonly loss: PerDirection<WrittenLoss>;
  readonly burst?: WrittenBurst | undefined;
  readonly queue: PerDirection<WrittenQueue>;
  readonly discipline?: (typeof DISCIPLINES)[number] | undefined;
  readonly mtu?: number | undefined;
  readonly icmp?: 'none' | undefined;
  readonly udp?: 'blocked' | undefined;
  readonly crossTraffic: readonly DirectedCrossTraffic[];
  readonly duplicate: PerDirection<number>;
  readonly corrupt: PerDirection<number>;
  readonly reorder: PerDirection<WrittenReorder>;
  readonly schedule: readonly DirectedStep[];
  readonly blackouts: readonly DirectedSpan[];
  readonly holds: readonly DirectedSpan[];
  readonly radio?: WrittenRadio | undefined;
  readonly startsAnywhere: boolean;
  readonly together?: boolean | undefined;
  readonly spread?: number | undefined;
}

/** Sorts a line's values by direction. A viewer's trace or cycle starts anywhere by default, a studio's at its beginning. */
export function directedLine(line: WrittenLine, end: LineEnd): Directed {
  const keys = LINE_KEYS[end];
  const rates = ({ down, up }: { down?: number | undefined; up?: number | undefined }) =>
    perDirection<number>({ down, up }, keys);
  return {
    ...directedEffects(line, keys),
    ...{ radio: line.radio, udp: line.udp, together: line.together, spread: line.spread },
    startsAnywhere: (line.start ?? (end === 'viewer' ? 'anywhere' : 'beginning')) === 'anywhere',
    rate: rates(line),
    schedule: (line.schedule ?? []).map((step) => ({ ...directedStep(step, keys), rate: rates(step) })),
  };
}

/** Sorts a haul's values by direction. */
export function directedHaul(haul: WrittenHaul): Directed {
  const keys = HAUL_KEYS;
  return {
    ...directedEffects(haul, keys),
    startsAnywhere: haul.start === 'anywhere',
    rate: perDirection<number>(haul.rate, keys),
    schedule: (haul.schedule ?? []).map((step) => ({
      ...directedStep(step, keys),
      rate: perDirection<number>(step.rate, keys),
    })),
  };
}

function directedStep(
  { at, rtt, loss }: NonNullable<(WrittenLine | WrittenHaul)['schedule']>[number],
  keys: DirectionKeys,
) {
  return { at, rtt, loss: perDirection<WrittenLoss>(loss, keys) };
}

/** Sorts the fields that lines and hauls share by direction. */
function directedEffects(
  written: WrittenLine | WrittenHaul,
  keys: DirectionKeys,
): Omit<Directed, 'rate' | 'schedule' | 'startsAnywhere'> {
  const { rtt, cycle, burst, discipline, mtu, icmp } = written;
  const directionOf = (way: string) => (way === keys.out ? 'out' : 'back');
  const directedSpan = ({ at, for: forMs, only }: { at: number; for: number; only?: string | undefined }) => ({
    at,
    for: forMs,
    directions: (['out', 'back'] as const).filter((direction) => only === undefined || only === keys[direction]),
  });
  return {
    ...{ keys, rtt, cycle, burst, discipline, mtu, icmp },
    crossTraffic: (written.crossTraffic ?? []).map(({ way, ...flow }) => ({ ...flow, direction: directionOf(way) })),
    delay: perDirection<number>(written.delay, keys),
    jitter: perDirection<WrittenJitter>(written.jitter, keys),
    trace: perDirection<string>(written.trace, keys),
    loss: perDirection<WrittenLoss>(written.loss, keys),
    queue: perDirection<WrittenQueue>(written.queue, keys),
    duplicate: perDirection<number>(written.duplicate, keys),
    corrupt: perDirection<number>(written.corrupt, keys),
    reorder: perDirection<WrittenReorder>(written.reorder, keys),
    blackouts: (written.blackouts ?? []).map(directedSpan),
    holds: (written.holds ?? []).map(directedSpan),
  };
}
