import { AT_REST_MS, LAG, offsetAt } from '../../model/recording/lip-sync.ts';
import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import type { SoundSync } from '../../model/result/sound-sync.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { avOffsets } from './av-offsets.ts';

/** Least that sound comes nearer its picture if it follows it: half of the 30 ms from which libwebrtc moves it. */
const LEAST_MOVE_MS = 15;

/** Tells how far a viewer's sound was from its picture when the window opened and closed; undefined where too few marks were heard before it. */
export function describeSoundSync(viewer: RecordedViewer, take: RecordedTake): SoundSync | undefined {
  const window = measuredWindow(take);
  if (window === undefined) return undefined;
  const offsets = avOffsets(viewer, take);
  const [openedMs, closedMs] = [offsetAt(offsets, window.fromMs), offsetAt(offsets, window.toMs)];
  if (openedMs === undefined) return undefined;
  return { state: stateOf(openedMs, closedMs), openedMs, ...(closedMs !== undefined && { closedMs }) };
}

function stateOf(openedMs: number, closedMs: number | undefined): SoundSync['state'] {
  if (openedMs <= AT_REST_MS && openedMs >= -LAG.detectableMs) return 'in-step';
  const isNearer = closedMs !== undefined && Math.abs(closedMs) <= Math.abs(openedMs) - LEAST_MOVE_MS;
  return isNearer ? 'following' : 'apart';
}
