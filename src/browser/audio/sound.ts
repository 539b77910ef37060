import { createMarkColumns, type MarkColumns, tenths } from '../quality/columns.ts';
import { wallMs } from '../wall-clock.ts';
import { MARK_CODES, markedSound, SAMPLE_RATE } from './sound-marks.ts';

/** Time to get the graph going before the first whole second. */
const LEAD_MS = 500;
/** The context's clock is read so often, and the newest readings of about a second are kept. */
const READ_INTERVAL_MS = 40;
const READINGS_KEPT = 25;

export interface MarkedSound {
  readonly track: MediaStreamTrack;
  /** Marks made since the last take, with the wall time of each. */
  takeMade(): MarkColumns;
}

/**
 * Sound with marks (sound-marks.ts) on the whole seconds of wall time. By Web Audio, because a MediaStreamTrackGenerator for
 * audio ran 330 ms off the video's clock. A starved context falls behind the wall: so each mark's own time is noted.
 */
export async function createMarkedSound(): Promise<MarkedSound> {
  const context = new AudioContext({ sampleRate: SAMPLE_RATE });
  const sound = markedSound();
  const buffer = context.createBuffer(1, sound.length, SAMPLE_RATE);
  buffer.getChannelData(0).set(sound);
  const source = context.createBufferSource();
  source.buffer = buffer;
  source.loop = true;
  const destination = context.createMediaStreamDestination();
  source.connect(destination);
  await context.resume();
  const clock = watchClock(context);
  let second = Math.ceil((wallMs() + LEAD_MS) / 1000);
  const first = second;
  const startS = context.currentTime + (first * 1000 - wallMs()) / 1000;
  source.start(startS, first % MARK_CODES);
  const [track] = destination.stream.getAudioTracks();
  if (track === undefined) throw new Error('Web Audio gave no track');
  return {
    track,
    takeMade() {
      const made = createMarkColumns(wallMs());
      for (; startS + (second - first) <= context.currentTime; second++) {
        made.mark.push(second);
        made.madeMs.push(tenths(clock.wallMsOf(startS + (second - first)) - made.baseMs));
      }
      return made;
    },
  };
}

/**
 * Wall time of the context's own. Its clock stands still between the device's callbacks, so a single reading is up to one
 * callback old; the furthest ahead of a second's readings is right within a millisecond or two.
 */
function watchClock(context: AudioContext): { wallMsOf(contextS: number): number } {
  const aheadMs: number[] = [];
  const read = () => {
    aheadMs.push(context.currentTime * 1000 - wallMs());
    if (aheadMs.length > READINGS_KEPT) aheadMs.shift();
  };
  read();
  setInterval(read, READ_INTERVAL_MS);
  return { wallMsOf: (contextS) => contextS * 1000 - Math.max(...aheadMs) };
}
