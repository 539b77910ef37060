import { AT_REST_MS, LAG, offsetAt } from '../../model/recording/lip-sync.ts';
import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import type { SoundSync } from '../../model/result/sound-sync.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { avOffsets } from './av-offsets.ts';

/** Least that sound comes nearer its picture if it follows it: half of the 30 ms from which libwebrtc moves it. */
const LEAST_MOVE_MS = 15;

/** Time of a newcomer's first three marks, ms. */
const FIRST_MARKS_MS = 4000;
/** Time that sound takes to follow a picture which came later, ms (measured: 13 s for 150 ms): a shorter stay says nothing. */
const FOLLOWING_MS = 20_000;

/**
 * Tells how far a viewer's sound was from its picture when the window opened and closed; undefined where too few marks were heard
 * before it. For a viewer that came in mid-show, the first marks show how it began.
 */
export function describeSoundSync(viewer: RecordedViewer, take: RecordedTake): SoundSync | undefined {
  const window = measuredWindow(take);
  if (window === undefined) return undefined;
  const offsets = avOffsets(viewer, take);
  const plan = take.header.take.viewers.find(({ id }) => id === viewer.id);
  const cameLater = plan?.joinsAtMs !== undefined;
  const openedMs = offsetAt(offsets, cameLater ? Math.min(window.fromMs + FIRST_MARKS_MS, window.toMs) : window.fromMs);
  const closedMs = offsetAt(offsets, window.toMs);
  if (openedMs === undefined) return undefined;
  const isTooShort = cameLater && window.toMs - window.fromMs < FOLLOWING_MS;
  return { state: stateOf(openedMs, closedMs, isTooShort), openedMs, ...(closedMs !== undefined && { closedMs }) };
}

function stateOf(openedMs: number, closedMs: number | undefined, isTooShort: boolean): SoundSync['state'] {
  if (isInStep(openedMs) && !(isTooShort && closedMs !== undefined && !isInStep(closedMs))) return 'in-step';
  const isNearer = closedMs !== undefined && Math.abs(closedMs) <= Math.abs(openedMs) - LEAST_MOVE_MS;
  return isNearer || isTooShort ? 'following' : 'apart';
}

function isInStep(offsetMs: number): boolean {
  return offsetMs <= AT_REST_MS && offsetMs >= -LAG.detectableMs;
}
