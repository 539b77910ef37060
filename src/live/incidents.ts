import type { EventLine } from '../model/recording/event-line.ts';
import type { PictureLine } from '../model/recording/picture-line.ts';
import type { RecordLine } from '../model/recording/recording.ts';
import type { IncidentKind, LiveIncident } from './live-message.ts';

/** Incidents sent and kept; the number of all is sent beside them. */
const MOST_KEPT = 100;
const MOST_DETAIL = 200;

interface Noted {
  readonly key: string;
  readonly atMs: number;
  readonly toMs?: number;
  readonly who: string;
  readonly what: IncidentKind;
  readonly detail?: string;
}

/** List of what went wrong in a take, as it comes; the latest of it. */
export class Incidents {
  #noted: Noted[] = [];
  /** Keys of what was counted, also of what is no longer kept: its length may still come. A viewer has 30 at most. */
  readonly #counted = new Set<string>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Adds the incident that the line reports, if any. */
  add(line: RecordLine): void {
    const noted =
      line.type === 'picture' ? ofPicture(line) : line.type === 'event' ? ofEvent(line, this.#count) : undefined;
    if (noted === undefined) return;
    const place = this.#noted.findIndex(({ key }) => key === noted.key);
    if (place >= 0) {
      this.#noted[place] = noted;
      return;
    }
    if (this.#counted.has(noted.key)) return;
    this.#counted.add(noted.key);
    this.#count += 1;
    this.#noted.push(noted);
    if (this.#noted.length > MOST_KEPT) this.#noted.shift();
  }

  /** Adds the error that ended the take early. */
  addTrouble(message: string, atMs: number): void {
    this.#count += 1;
    this.#noted.push({
      ...{ key: `trouble ${this.#count}`, atMs, who: 'longhaul', what: 'stopped-early' },
      detail: message.slice(0, MOST_DETAIL),
    });
  }

  list(windowFromMs: number | undefined): readonly LiveIncident[] {
    return this.#noted
      .toSorted((a, b) => a.atMs - b.atMs)
      .map(({ atMs, toMs, who, what, detail }) => ({
        ...(windowFromMs !== undefined && { second: tenths((atMs - windowFromMs) / 1000) }),
        ...{ who, what },
        ...(toMs !== undefined && toMs > atMs && { lastedS: tenths((toMs - atMs) / 1000) }),
        ...(detail !== undefined && { detail }),
      }));
  }
}

function ofPicture({ viewer, why, incident, atMs, fromMs, toMs }: PictureLine): Noted | undefined {
  if (why === 'film' || incident === undefined) return undefined;
  return {
    key: `${viewer} ${incident}`,
    atMs: fromMs ?? atMs,
    ...(toMs !== undefined && { toMs }),
    who: viewer,
    what: why,
  };
}

const EVENTS: Partial<Record<EventLine['name'], IncidentKind>> = {
  crashed: 'crashed',
  'page-error': 'page-error',
  'publish-failed': 'publish-failed',
};

/** A failed attempt to join comes as a picture line too, with its length. */
function ofEvent({ name, source, atMs, detail = {} }: EventLine, number: number): Noted | undefined {
  const isLost = name === 'connection-state' && (detail.state === 'failed' || detail.state === 'disconnected');
  const what = isLost ? 'disconnected' : EVENTS[name];
  if (what === undefined) return undefined;
  const reason = detail.reason ?? detail.message ?? detail.state;
  return {
    ...{ key: `event ${number}`, atMs, who: source, what },
    ...(typeof reason === 'string' && { detail: reason.slice(0, MOST_DETAIL) }),
  };
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
