import type { Silence } from '../audio/silence-watch.ts';
import type { FrameInfo } from '../viewer/frame-info.ts';
import { IncidentGate } from '../viewer/incident-gate.ts';
import { toBase64 } from './base64.ts';
import { FILM_SIDE, INCIDENT_SIDE, type PicturePlan } from './picture-plan.ts';
import type { Picture } from './small-picture.ts';

export type IncidentKind = 'freeze' | 'audio-gap' | 'clarity-collapse';
export type Place = 'before' | 'at' | 'after';

/** What a viewer saw, made small already. */
export interface SeenPicture extends FrameInfo {
  readonly picture: Picture;
  /** Undefined where it was not judged. */
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

interface Incident extends Silence {
  readonly why: IncidentKind;
  readonly incident: string;
}

/** Seconds back: sound is known a second late, and before a gap there must be a picture too. */
const REMEMBERED = 6;
/** A picture less alike to the true one by so much than the median of those before has collapsed. */
const COLLAPSE = 0.15;
const ENOUGH_JUDGED = 5;
const JUDGED_REMEMBERED = 10;

/** Chooses which of the pictures seen, about one a second, are kept. `develop` makes a JPEG. */
export class Album {
  readonly #plan: PicturePlan;
  readonly #develop: (picture: Picture, side: number) => Uint8Array;
  readonly #gates: Readonly<Record<'audio-gap' | 'clarity-collapse', IncidentGate>>;
  readonly #recent: SeenPicture[] = [];
  #judged: number[] = [];
  #awaiting: Incident[] = [];
  #silence: Incident | undefined;
  #filmedMs = Number.NEGATIVE_INFINITY;
  #bytes = 0;
  #count = 0;
  #kept: KeptPicture[] = [];

  constructor(plan: PicturePlan, develop: (picture: Picture, side: number) => Uint8Array) {
    this.#plan = plan;
    this.#develop = develop;
    this.#gates = { 'audio-gap': new IncidentGate(plan), 'clarity-collapse': new IncidentGate(plan) };
  }

  /** One of the pictures seen each second. Gives the one that is no longer remembered. */
  add(seen: SeenPicture): Picture | undefined {
    const forgotten = this.#recent.length < REMEMBERED ? undefined : this.#recent.shift();
    this.#recent.push(seen);
    const over = this.#awaiting.filter(({ toMs }) => toMs !== undefined && toMs <= seen.seenMs);
    this.#awaiting = this.#awaiting.filter((incident) => !over.includes(incident));
    for (const incident of over) this.#keep(incident, 'after', seen);
    if (seen.ssim !== undefined) this.judged(seen.number, seen.ssim);
    if (seen.seenMs - this.#filmedMs >= this.#plan.filmIntervalMs) {
      this.#filmedMs = seen.seenMs;
      this.#put({ why: 'film' }, seen, FILM_SIDE);
    }
    return forgotten?.picture;
  }

  /** The picture stood still: which one, and which ended it, as far as they are new. */
  freeze(incident: string, silence: Silence, at?: SeenPicture, after?: SeenPicture): void {
    const told: Incident = { why: 'freeze', incident, ...silence };
    if (at !== undefined) {
      const before = this.#recent.findLast(({ seenMs }) => seenMs < at.seenMs);
      if (before !== undefined) this.#keep(told, 'before', before);
      this.#keep(told, 'at', at);
    }
    if (after !== undefined) this.#keep(told, 'after', after);
  }

  /** A gap in the sound, once when it is over or, if it lasts, once before and once when it is. */
  silence(silence: Silence): void {
    const open = this.#silence;
    if (open !== undefined && open.fromMs === silence.fromMs) {
      this.#silence = undefined;
      this.#awaiting.push({ ...open, ...silence });
      return;
    }
    const { fromMs, toMs } = silence;
    const lengthMs = (toMs ?? this.#recent.at(-1)?.seenMs ?? fromMs) - fromMs;
    if (!this.#gates['audio-gap'].admits(fromMs, lengthMs)) return;
    const incident: Incident = { why: 'audio-gap', incident: this.#name('audio-gap'), ...silence };
    const before = this.#recent.findLast(({ seenMs }) => seenMs <= fromMs);
    const endMs = toMs ?? Number.POSITIVE_INFINITY;
    // A short gap may fall between two of them.
    const at = this.#recent.find(({ seenMs }) => seenMs > fromMs && seenMs < endMs);
    const after = this.#recent.find(({ seenMs }) => seenMs >= endMs);
    if (toMs === undefined) this.#silence = incident;
    else if (after === undefined) this.#awaiting.push(incident);
    if (before !== undefined) this.#keep(incident, 'before', before);
    if (at !== undefined) this.#keep(incident, 'at', at);
    if (after !== undefined) this.#keep(incident, 'after', after);
  }

  /** How alike to the true one a picture was that has been added; it may be known only seconds later. */
  judged(number: number, ssim: number): void {
    const usual = this.#judged.toSorted((a, b) => a - b)[this.#judged.length >> 1] ?? 0;
    const isKnown = this.#judged.length >= ENOUGH_JUDGED;
    this.#judged = [...this.#judged.slice(1 - JUDGED_REMEMBERED), ssim];
    const place = this.#recent.findIndex((seen) => seen.number === number);
    const seen = this.#recent[place];
    const drop = usual - ssim;
    if (seen === undefined || !isKnown || drop < COLLAPSE) return;
    const [fromMs, toMs] = [seen.seenMs, seen.seenMs];
    if (!this.#gates['clarity-collapse'].admits(fromMs, drop)) return;
    const incident: Incident = {
      ...{ why: 'clarity-collapse', incident: this.#name('clarity-collapse'), fromMs, toMs },
    };
    const [before, after] = [this.#recent[place - 1], this.#recent[place + 1]];
    if (after === undefined) this.#awaiting.push(incident);
    if (before !== undefined) this.#keep(incident, 'before', before);
    this.#keep(incident, 'at', { ...seen, ssim });
    if (after !== undefined) this.#keep(incident, 'after', after);
  }

  take(): KeptPicture[] {
    const kept = this.#kept;
    this.#kept = [];
    return kept;
  }

  #name(why: IncidentKind): string {
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
    told: Pick<KeptPicture, 'why' | 'incident' | 'place' | 'fromMs' | 'toMs'>,
    { picture, number, seenMs, latencyMs, ssim }: SeenPicture,
    side: number,
  ): void {
    if (this.#bytes >= this.#plan.mostBytes) return;
    const bytes = this.#develop(picture, side);
    this.#bytes += bytes.length;
    this.#kept.push({
      ...told,
      ...{ frame: number, seenMs, latencyMs },
      ...(ssim !== undefined && { ssim }),
      jpeg: toBase64(bytes),
    });
  }
}
