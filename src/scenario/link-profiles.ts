import type { LinkProfile, Loss } from '../model/network.ts';
import type { WrittenHaul, WrittenLine } from './schema/profiles.ts';

/** Of a bottleneck whose profile names none: middle class of RFC 8868 (300-500 ms). A real buffer is never endless. */
export const DEFAULT_QUEUE_MS = 300;

/** A profile turned to the two directions of a segment: out = from China, back = towards China. */
export interface DirectedProfile {
  readonly out: LinkProfile;
  readonly back: LinkProfile;
}

interface Ways<T> {
  readonly out?: T | undefined;
  readonly back?: T | undefined;
}

interface Directed {
  readonly delayMs: Ways<number>;
  readonly rateBps: Ways<number>;
  readonly lossFraction: Ways<number>;
}

/** Which end of the stretch the person is at: the viewer's `down` is out, the studio's `up` is out. */
export type LineEnd = 'viewer' | 'studio';

export function linkProfilesOfLine(line: WrittenLine, end: LineEnd): DirectedProfile {
  const { delay, down, up, loss } = line;
  const turn = (ways: { down?: number | undefined; up?: number | undefined } | undefined): Ways<number> =>
    end === 'viewer' ? { out: ways?.down, back: ways?.up } : { out: ways?.up, back: ways?.down };
  const lossFraction = typeof loss === 'number' ? { out: loss, back: loss } : turn(loss);
  return linkProfiles(line, { delayMs: turn(delay), rateBps: turn({ down, up }), lossFraction });
}

export function linkProfilesOfHaul(haul: WrittenHaul): DirectedProfile {
  const bothWays = (value: number | Ways<number> | undefined): Ways<number> =>
    typeof value === 'number' ? { out: value, back: value } : (value ?? {});
  return linkProfiles(haul, {
    delayMs: haul.delay ?? {},
    rateBps: bothWays(haul.rate),
    lossFraction: bothWays(haul.loss),
  });
}

type Shared = Pick<WrittenLine, 'rtt' | 'jitter' | 'burst' | 'queue'>;

function linkProfiles(shared: Shared, { delayMs, rateBps, lossFraction }: Directed): DirectedProfile {
  const halfMs = (shared.rtt ?? 0) / 2;
  const one = (way: 'out' | 'back'): LinkProfile => {
    const rate = rateBps[way];
    return {
      delayMs: delayMs[way] ?? halfMs,
      jitterMs: shared.jitter ?? 0,
      loss: lossOf(lossFraction[way] ?? 0, shared.burst),
      ...(rate === undefined ? {} : { rateBps: rate, queueMs: shared.queue ?? DEFAULT_QUEUE_MS }),
    };
  };
  return { out: one('out'), back: one('back') };
}

/**
 * Mean loss and mean burst length L to Gilbert-Elliott: every packet is lost in the bad state, none in the good, so bad
 * lasts L packets (r = 1/L), and the share of time in it, p / (p + r), is the loss: p = r * loss / (1 - loss).
 */
export function lossOf(lossFraction: number, burstPackets: number | undefined): Loss {
  if (lossFraction === 0) return { type: 'none' };
  if (burstPackets === undefined) return { type: 'random', lossFraction };
  const r = 1 / burstPackets;
  return { type: 'gilbert-elliott', p: (r * lossFraction) / (1 - lossFraction), r, lossInBad: 1, lossInGood: 0 };
}

/** With bursts of L packets at least one packet arrives between two of them: p <= 1, so loss <= L / (L + 1). */
export function largestBurstLoss(burstPackets: number): number {
  return burstPackets / (burstPackets + 1);
}
