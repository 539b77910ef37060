import type { EventLine } from '../model/recording/event-line.ts';
import type { RecordedTake, RecordedViewer, SdkSample } from '../model/recording/recorded-take.ts';
import type { SdkEvent, SdkRecord, SdkSpan } from '../model/recording/sdk-record.ts';
import { SDK_FIGURES, type SdkFigureId } from '../model/result/sdk-figures.ts';

/** Most events of one participant: a connection that flaps throughout a take must not fill the result. */
const MOST_EVENTS = 40;

type SdkTake = Pick<RecordedTake, 'window' | 'events' | 'publisher'> & {
  readonly viewers: readonly Pick<RecordedViewer, 'id' | 'sdk'>[];
};

/** Collects what an SDK reported about publisher and viewers; empty where none was in use. */
export function assembleSdk({ window, events, publisher, viewers }: SdkTake): SdkRecord[] {
  const participants = [{ id: 'publisher', sdk: publisher.sdk }, ...viewers];
  return participants.flatMap(({ id, sdk }) => {
    if (sdk === undefined || window === undefined) return [];
    const inWindow = sdk.filter(({ atMs }) => atMs > window.fromMs && atMs <= window.toMs + 500);
    const ownEvents = events.filter(({ source, name }) => source === id && name === 'transport');
    const more = ownEvents.length - MOST_EVENTS;
    return {
      participant: id,
      figures: figuresOf(inWindow),
      events: ownEvents.slice(0, MOST_EVENTS).map((event) => sdkEvent(event, window.fromMs)),
      ...(more > 0 && { moreEvents: more }),
    };
  });
}

function figuresOf(samples: readonly SdkSample[]): SdkRecord['figures'] {
  const spans: Partial<Record<SdkFigureId, SdkSpan>> = {};
  for (const id of Object.keys(SDK_FIGURES) as SdkFigureId[]) {
    const values = samples.map(({ figures }) => figures[id]).filter((value) => value !== undefined);
    const sorted = values.toSorted((a, b) => a - b);
    const [last, p50, max] = [values.at(-1), sorted[sorted.length >> 1], sorted.at(-1)];
    if (last !== undefined && p50 !== undefined && max !== undefined) spans[id] = { p50, max, last };
  }
  return spans;
}

function sdkEvent({ atMs, detail = {} }: EventLine, fromMs: number): SdkEvent {
  const { what, ...rest } = detail;
  const words = Object.entries(rest).map(([key, value], n) => (n === 0 ? String(value) : `${key} ${String(value)}`));
  return { atS: Math.round((atMs - fromMs) / 100) / 10, what: String(what), detail: words.join(', ') };
}
