import type { Direction, JitterDistribution } from '../../model/scenario/network.ts';
import type { WrittenBurst, WrittenQueue } from '../schema/effects.ts';
import type { WrittenHaul, WrittenLine } from '../schema/profiles.ts';
import type { WrittenRadio } from '../schema/radio.ts';
import { turned, type WayKeys, type Ways } from './ways.ts';

/** Which end of the stretch the person is at: the viewer's `down` is out, the studio's `up` is out. */
export type LineEnd = 'viewer' | 'studio';

export const LINE_KEYS: Readonly<Record<LineEnd, WayKeys>> = {
  viewer: { out: 'down', back: 'up' },
  studio: { out: 'up', back: 'down' },
};
export const HAUL_KEYS: WayKeys = { out: 'out', back: 'back' };

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

export interface DirectedStep {
  readonly at: number;
  readonly rtt?: number | undefined;
  readonly rate: Ways<number>;
  readonly loss: Ways<WrittenLoss>;
}

/** A blackout, or a hold. */
export interface DirectedSpan {
  readonly at: number;
  readonly for: number;
  readonly directions: readonly Direction[];
}

/** A line or a haul as written, its two directions told apart. */
export interface Directed {
  readonly keys: WayKeys;
  readonly rtt?: number | undefined;
  readonly delay: Ways<number>;
  readonly jitter: Ways<WrittenJitter>;
  readonly rate: Ways<number>;
  readonly trace: Ways<string>;
  readonly cycle?: { readonly every: number; readonly scale: readonly number[] } | undefined;
  readonly loss: Ways<WrittenLoss>;
  readonly burst?: WrittenBurst | undefined;
  readonly queue: Ways<WrittenQueue>;
  readonly discipline?: 'droptail' | 'codel' | undefined;
  readonly duplicate: Ways<number>;
  readonly corrupt: Ways<number>;
  readonly reorder: Ways<WrittenReorder>;
  readonly schedule: readonly DirectedStep[];
  readonly blackouts: readonly DirectedSpan[];
  readonly holds: readonly DirectedSpan[];
  readonly radio?: WrittenRadio | undefined;
  readonly startsAnywhere: boolean;
}

export function directedLine(line: WrittenLine, end: LineEnd): Directed {
  const keys = LINE_KEYS[end];
  const rates = ({ down, up }: { down?: number | undefined; up?: number | undefined }) =>
    turned<number>({ down, up }, keys);
  return {
    ...directedEffects(line, keys),
    radio: line.radio,
    startsAnywhere: (line.start ?? (end === 'viewer' ? 'anywhere' : 'beginning')) === 'anywhere',
    rate: rates(line),
    schedule: (line.schedule ?? []).map((step) => ({ ...directedStep(step, keys), rate: rates(step) })),
  };
}

export function directedHaul(haul: WrittenHaul): Directed {
  const keys = HAUL_KEYS;
  return {
    ...directedEffects(haul, keys),
    startsAnywhere: haul.start === 'anywhere',
    rate: turned<number>(haul.rate, keys),
    schedule: (haul.schedule ?? []).map((step) => ({
      ...directedStep(step, keys),
      rate: turned<number>(step.rate, keys),
    })),
  };
}

function directedStep({ at, rtt, loss }: NonNullable<(WrittenLine | WrittenHaul)['schedule']>[number], keys: WayKeys) {
  return { at, rtt, loss: turned<WrittenLoss>(loss, keys) };
}

/** What a line and a haul are written alike in. */
function directedEffects(
  written: WrittenLine | WrittenHaul,
  keys: WayKeys,
): Omit<Directed, 'rate' | 'schedule' | 'startsAnywhere'> {
  const { rtt, cycle, burst, discipline } = written;
  const directedSpan = ({ at, for: forMs, only }: { at: number; for: number; only?: string | undefined }) => ({
    at,
    for: forMs,
    directions: (['out', 'back'] as const).filter((direction) => only === undefined || only === keys[direction]),
  });
  return {
    ...{ keys, rtt, cycle, burst, discipline },
    delay: turned<number>(written.delay, keys),
    jitter: turned<WrittenJitter>(written.jitter, keys),
    trace: turned<string>(written.trace, keys),
    loss: turned<WrittenLoss>(written.loss, keys),
    queue: turned<WrittenQueue>(written.queue, keys),
    duplicate: turned<number>(written.duplicate, keys),
    corrupt: turned<number>(written.corrupt, keys),
    reorder: turned<WrittenReorder>(written.reorder, keys),
    blackouts: (written.blackouts ?? []).map(directedSpan),
    holds: (written.holds ?? []).map(directedSpan),
  };
}
