import { hash32 } from '../../../lib/random.ts';
import type { DelayStep, LinkProfile } from '../../../model/scenario/link-profile.ts';
import { HeldJitter } from './held-jitter.ts';
import { JitterDraw } from './jitter-draw.ts';
import { JITTER_SHAPES, type JitterShape } from './jitter-shape.ts';
import { meanHeldMs } from './mean-held.ts';
import { RadioGates } from './radio-gates.ts';

const STREAM = { jitter: 3, warmupJitter: 5 } as const;

/**
 * Delay with jitter over weather time. Jitter restarts at 0, the opening of the measured window. Negative jitter larger than
 * the delay is clipped at a delay of zero, which raises the mean: a packet cannot arrive before it was sent. Times must not
 * decrease.
 */
export class DelaySchedule {
  /** Lower bound of the delay of any packet. */
  readonly leastDelayMs: number;
  readonly #profile: LinkProfile;
  readonly #seed: number;
  readonly #shape: JitterShape;
  readonly #steps: readonly DelayStep[];
  #next = 0;
  /** Beginning of the next step; before it nothing has to be looked up. */
  #nextChangeMs = Number.NEGATIVE_INFINITY;
  #baseMs = 0;
  #jitter: HeldJitter | JitterDraw | undefined;
  /** Undefined without a radio that batches packets. */
  readonly #gates: RadioGates | undefined;

  constructor(profile: LinkProfile, seed: number) {
    this.#profile = profile;
    this.#seed = seed;
    this.#shape = JITTER_SHAPES[profile.jitterDistribution ?? 'uniform'];
    const { radio } = profile;
    if (radio?.grantMs !== undefined || radio?.aggregateMs !== undefined) this.#gates = new RadioGates(radio, seed);
    this.#steps = baseDelaySteps(profile);
    const leastBaseMs = Math.min(...this.#steps.map(({ delayMs }) => delayMs));
    this.leastDelayMs = Math.max(0, leastBaseMs + this.#leastJitterMs());
  }

  /** Returns when the profile's next step after `atMs` begins; Infinity when there is none. */
  nextChangeAfter(atMs: number): number {
    if (atMs >= this.#nextChangeMs) this.#advanceTo(atMs);
    return this.#nextChangeMs;
  }

  /** Returns the delay of a packet that leaves the bottleneck at `atMs`, 0 or more. */
  delayMs(atMs: number): number {
    if (atMs >= this.#nextChangeMs) this.#advanceTo(atMs);
    const waitMs = this.#gates === undefined ? 0 : this.#gates.waitMs(atMs);
    if (this.#jitter === undefined) return waitMs + this.#baseMs;
    return waitMs + Math.max(0, this.#baseMs + this.#jitter.extraMs(atMs + waitMs));
  }

  /** Moves to the step in force at `atMs`. */
  #advanceTo(atMs: number): void {
    for (;;) {
      const step = this.#steps[this.#next];
      if (step === undefined || atMs < step.atMs) break;
      this.#next++;
      this.#baseMs = step.delayMs;
      // The warm-up's draws start with its first packet: they do not have to be reproducible.
      if (step.atMs < 0) this.#jitter = this.#startJitter(STREAM.warmupJitter, Math.min(atMs, 0));
      else if (step.atMs === 0) this.#jitter = this.#startJitter(STREAM.jitter, 0);
    }
    this.#nextChangeMs = this.#steps[this.#next]?.atMs ?? Number.POSITIVE_INFINITY;
  }

  #startJitter(stream: number, startMs: number): HeldJitter | JitterDraw | undefined {
    const { jitterMs, jitterReorders } = this.#profile;
    if (jitterMs === 0) return undefined;
    const seed = hash32(this.#seed, stream);
    return jitterReorders === true
      ? new JitterDraw(jitterMs, seed, this.#shape)
      : new HeldJitter(jitterMs, seed, this.#shape, startMs);
  }

  #leastJitterMs(): number {
    const { jitterMs, jitterReorders } = this.#profile;
    const heldMs = jitterReorders === true ? 0 : meanHeldMs(jitterMs, this.#shape);
    return this.#shape.least * jitterMs - heldMs;
  }
}

/** Returns the delay without jitter as steps: at -Infinity, at 0, and at each step of the profile. */
function baseDelaySteps({ delayMs, delaySteps = [] }: LinkProfile): DelayStep[] {
  const atZero = delaySteps.findLast(({ atMs }) => atMs <= 0)?.delayMs ?? delayMs;
  return [
    { atMs: Number.NEGATIVE_INFINITY, delayMs },
    { atMs: 0, delayMs: atZero },
    ...delaySteps.filter(({ atMs }) => atMs > 0),
  ];
}
