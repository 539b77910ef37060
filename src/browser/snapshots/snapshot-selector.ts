import type { Silence } from '../audio/silence-detector.ts';
import { toBase64 } from '../base64.ts';
import type { FrameInfo } from '../viewer/frame-info.ts';
import { IncidentGate } from '../viewer/incident-gate.ts';
import { FILM_SIDE, INCIDENT_SIDE, type PicturePlan } from './picture-plan.ts';
import type { Picture } from './small-picture.ts';

export type IncidentKind = 'freeze' | 'audio-gap' | 'clarity-collapse';
export type Place = 'before' | 'at' | 'after';

/** A picture that a viewer saw, already scaled down. */
export interface SeenPicture extends FrameInfo {
  readonly picture: Picture;
  /** Undefined where it was not compared with a reference. */
  readonly ssim?: number;
}

/** A picture that goes into the recording. Times are wall time. */
export interface KeptPicture {
  readonly why: 'film' | IncidentKind;
  readonly incident?: string;
  readonly place?: Place;
  readonly fromMs?: number;
  readonly toMs?: number;
  readonly frame: number;
  readonly seenMs: number;
  readonly latencyMs: number;
  readonly ssim?: number;
  /** JPEG, base64. */
  readonly jpeg: string;
}

/** Something worth pictures; `incident` is its id. */
interface Incident extends Silence {
  readonly why: IncidentKind;
  readonly incident: string;
}

/** Pictures remembered, one a second: sound is known a second late, and a gap needs a picture from before it too. */
const REMEMBERED = 6;
/** Drop of SSIM below the median of the pictures before that counts as a collapse of clarity. */
const COLLAPSE_DROP = 0.15;
/** Values of SSIM needed for a usable median, and remembered for it. */
const LEAST_SSIMS = 5;
const SSIMS_REMEMBERED = 10;

/** Selects which of the pictures seen, about one a second, go into the recording. `encode` makes a JPEG. */
export class SnapshotSelector {
  readonly #plan: PicturePlan;
  readonly #encode: (picture: Picture, side: number) => Uint8Array;
  readonly #gates: Readonly<Record<'audio-gap' | 'clarity-collapse', IncidentGate>>;
  readonly #recent: SeenPicture[] = [];
  #ssims: number[] = [];
  /** Incidents that lack their picture of after. */
  #awaiting: Incident[] = [];
  /** A silence that was reported before its end. */
  #openSilence: Incident | undefined;
  #lastFilmMs = Number.NEGATIVE_INFINITY;
  #bytes = 0;
  #count = 0;
  #kept: KeptPicture[] = [];

  constructor(plan: PicturePlan, encode: (picture: Picture, side: number) => Uint8Array) {
    this.#plan = plan;
    this.#encode = encode;
    this.#gates = { 'audio-gap': new IncidentGate(plan), 'clarity-collapse': new IncidentGate(plan) };
  }

  /** Adds one of the pictures seen each second. Returns the one that is no longer remembered, whose memory may be reused. */
  add(seen: SeenPicture): Picture | undefined {
    const evicted = this.#recent.length < REMEMBERED ? undefined : this.#recent.shift();
    this.#recent.push(seen);
    const ended = this.#awaiting.filter(({ toMs }) => toMs !== undefined && toMs <= seen.seenMs);
    this.#awaiting = this.#awaiting.filter((incident) => !ended.includes(incident));
    for (const incident of ended) this.#keep(incident, 'after', seen);
    if (seen.ssim !== undefined) this.noteSsim(seen.number, seen.ssim);
    if (seen.seenMs - this.#lastFilmMs >= this.#plan.filmIntervalMs) {
      this.#lastFilmMs = seen.seenMs;
      this.#put({ why: 'film' }, seen, FILM_SIDE);
    }
    return evicted?.picture;
  }

  /** Keeps the picture that stood still and the one that ended it, so far as they are new. */
  addFreeze(incident: string, interval: Silence, at?: SeenPicture, after?: SeenPicture): void {
    const freeze: Incident = { why: 'freeze', incident, ...interval };
    if (at !== undefined) {
      const before = this.#recent.findLast(({ seenMs }) => seenMs < at.seenMs);
      if (before !== undefined) this.#keep(freeze, 'before', before);
      this.#keep(freeze, 'at', at);
    }
    if (after !== undefined) this.#keep(freeze, 'after', after);
  }

  /** Keeps pictures of a gap in the sound. Called once when it has ended or, if it lasts, once before and once when it has. */
  addSilence(silence: Silence): void {
    const open = this.#openSilence;
    if (open !== undefined && open.fromMs === silence.fromMs) {
      this.#openSilence = undefined;
      this.#awaiting.push({ ...open, ...silence });
      return;
    }
    const { fromMs, toMs } = silence;
    const lengthMs = (toMs ?? this.#recent.at(-1)?.seenMs ?? fromMs) - fromMs;
    if (!this.#gates['audio-gap'].admits(fromMs, lengthMs)) return;
    const incident: Incident = { why: 'audio-gap', incident: this.#nextId('audio-gap'), ...silence };
    const before = this.#recent.findLast(({ seenMs }) => seenMs <= fromMs);
    const endMs = toMs ?? Number.POSITIVE_INFINITY;
    // No picture may have been seen during a short gap.
    const at = this.#recent.find(({ seenMs }) => seenMs > fromMs && seenMs < endMs);
    const after = this.#recent.find(({ seenMs }) => seenMs >= endMs);
    if (toMs === undefined) this.#openSilence = incident;
    else if (after === undefined) this.#awaiting.push(incident);
    if (before !== undefined) this.#keep(incident, 'before', before);
    if (at !== undefined) this.#keep(incident, 'at', at);
    if (after !== undefined) this.#keep(incident, 'after', after);
  }

  /** Takes the SSIM of a picture that has been added; it may be known only seconds later. */
  noteSsim(number: number, ssim: number): void {
    const medianSsim = this.#ssims.toSorted((a, b) => a - b)[this.#ssims.length >> 1] ?? 0;
    const hasMedian = this.#ssims.length >= LEAST_SSIMS;
    this.#ssims = [...this.#ssims.slice(1 - SSIMS_REMEMBERED), ssim];
    const index = this.#recent.findIndex((seen) => seen.number === number);
    const seen = this.#recent[index];
    const drop = medianSsim - ssim;
    if (seen === undefined || !hasMedian || drop < COLLAPSE_DROP) return;
    const [fromMs, toMs] = [seen.seenMs, seen.seenMs];
    if (!this.#gates['clarity-collapse'].admits(fromMs, drop)) return;
    const incident: Incident = {
      ...{ why: 'clarity-collapse', incident: this.#nextId('clarity-collapse'), fromMs, toMs },
    };
    const [before, after] = [this.#recent[index - 1], this.#recent[index + 1]];
    if (after === undefined) this.#awaiting.push(incident);
    if (before !== undefined) this.#keep(incident, 'before', before);
    this.#keep(incident, 'at', { ...seen, ssim });
    if (after !== undefined) this.#keep(incident, 'after', after);
  }

  /** Returns the pictures kept since the last call. */
  take(): KeptPicture[] {
    const kept = this.#kept;
    this.#kept = [];
    return kept;
  }

  #nextId(why: IncidentKind): string {
    return `${why}-${++this.#count}`;
  }

  #keep({ why, incident, fromMs, toMs }: Incident, place: Place, seen: SeenPicture): void {
    this.#put(
      { why, incident, place, fromMs: Math.round(fromMs), ...(toMs === undefined ? {} : { toMs: Math.round(toMs) }) },
      seen,
      INCIDENT_SIDE,
    );
  }

  #put(
    reason: Pick<KeptPicture, 'why' | 'incident' | 'place' | 'fromMs' | 'toMs'>,
    { picture, number, seenMs, latencyMs, ssim }: SeenPicture,
    side: number,
  ): void {
    if (this.#bytes >= this.#plan.mostBytes) return;
    const bytes = this.#encode(picture, side);
    this.#bytes += bytes.length;
    this.#kept.push({
      ...reason,
      ...{ frame: number, seenMs, latencyMs },
      ...(ssim !== undefined && { ssim }),
      jpeg: toBase64(bytes),
    });
  }
}
