import type { EventLine, EventName } from '../../model/recording/event-line.ts';
import type { RecordedViewer } from '../../model/recording/recorded-take.ts';

export const NEVER_TRIED = 'the viewer never tried to join';

export function firstEvent(viewer: RecordedViewer, name: EventName): EventLine | undefined {
  return viewer.events.find((event) => event.name === name);
}
