import { MARK_CODES } from '../../model/recording/sound-lines.ts';
import type { AudioSettings } from '../../model/scenario/scenario.ts';
import { createMarkColumns, type MarkColumns, tenths } from '../sample-columns.ts';
import { wallMs } from '../wall-clock.ts';
import { addClipSound } from './clip-sound.ts';
import { isPause, makeMarkedSound, SAMPLE_RATE } from './sound-marks.ts';

/** Time for the graph to start before the first whole second. */
const LEAD_MS = 500;
/** Interval between readings of the context's clock; the newest ones, of about a second, are kept. */
const READ_INTERVAL_MS = 40;
const READINGS_KEPT = 25;

export interface MarkedSound {
  readonly track: MediaStreamTrack;
  /** Returns the marks made since the last take, with the wall time of each. */
  takeMade(): MarkColumns;
}

/**
 * Makes sound with marks (sound-marks.ts) on the whole seconds of wall time. Uses Web Audio, because a MediaStreamTrackGenerator
 * for audio ran 330 ms off the video's clock. A starved context falls behind wall time, so each mark's own time is noted.
 * `clip`: the clip's own sound, to be sent too.
 */
export async function createMarkedSound(
  settings: Pick<AudioSettings, 'channels' | 'dtx'>,
  clip?: MediaStreamTrack,
): Promise<MarkedSound> {
  const { dtx = false } = settings;
  const channels = settings.channels ?? 1;
  const context = new AudioContext({ sampleRate: SAMPLE_RATE });
  const buffer = context.createBuffer(channels, MARK_CODES * SAMPLE_RATE, SAMPLE_RATE);
  for (let channel = 0; channel < channels; channel++)
    buffer.getChannelData(channel).set(makeMarkedSound(channel === 0 ? 'left' : 'right', dtx));
  const source = context.createBufferSource();
  source.buffer = buffer;
  source.loop = true;
  const destination = context.createMediaStreamDestination();
  source.connect(destination);
  await context.resume();
  const clock = watchClock(context);
  let second = Math.ceil((wallMs() + LEAD_MS) / 1000);
  const firstSecond = second;
  const startS = context.currentTime + (firstSecond * 1000 - wallMs()) / 1000;
  const offsetS = firstSecond % MARK_CODES;
  source.start(startS, offsetS);
  if (clip !== undefined) addClipSound(context, clip, destination, { startS, offsetS, pauses: dtx });
  const [track] = destination.stream.getAudioTracks();
  if (track === undefined) throw new Error('Web Audio gave no track');
  return {
    track,
    takeMade() {
      const columns = createMarkColumns(wallMs());
      for (; startS + (second - firstSecond) <= context.currentTime; second++) {
        if (dtx && isPause(second)) continue;
        columns.mark.push(second);
        columns.madeMs.push(tenths(clock.wallMsOf(startS + (second - firstSecond)) - columns.baseMs));
      }
      return columns;
    },
  };
}

/**
 * Maps the context's time to wall time. The context's clock stands still between the device's callbacks, so a single reading is
 * up to one callback old; the furthest ahead of a second's readings is right within a millisecond or two.
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
