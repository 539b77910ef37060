import { wallMs } from './wall.ts';

const SAMPLE_RATE = 48_000;
const PILOT_HZ = 440;
const PILOT_LEVEL = 0.1;
const CHIRP_LEVEL = 0.5;
const CHIRP_S = 0.03;
const CHIRP_FROM_HZ = 1000;
const CHIRP_TO_HZ = 4000;
/** Time to get the graph going before the first whole second. */
const LEAD_MS = 500;

/**
 * Sound with marks: a 440 Hz pilot, whose silence shows a gap, and on each whole second of wall time a chirp. By Web Audio,
 * because a MediaStreamTrackGenerator for audio ran 330 ms off the video's clock.
 */
export async function createMarkedSound(): Promise<MediaStreamTrack> {
  const context = new AudioContext({ sampleRate: SAMPLE_RATE });
  const buffer = context.createBuffer(1, SAMPLE_RATE, SAMPLE_RATE);
  const samples = buffer.getChannelData(0);
  const sweep = (CHIRP_TO_HZ - CHIRP_FROM_HZ) / CHIRP_S / 2;
  for (let i = 0; i < samples.length; i++) {
    const t = i / SAMPLE_RATE;
    // 440 whole periods in the buffer: it loops without a click.
    const pilot = PILOT_LEVEL * Math.sin(2 * Math.PI * PILOT_HZ * t);
    const chirp = t < CHIRP_S ? CHIRP_LEVEL * Math.sin(2 * Math.PI * (CHIRP_FROM_HZ * t + sweep * t * t)) : 0;
    samples[i] = pilot + chirp;
  }
  const source = context.createBufferSource();
  source.buffer = buffer;
  source.loop = true;
  const destination = context.createMediaStreamDestination();
  source.connect(destination);
  await context.resume();
  const firstSecondMs = Math.ceil((wallMs() + LEAD_MS) / 1000) * 1000;
  source.start(context.currentTime + (firstSecondMs - wallMs()) / 1000);
  const [track] = destination.stream.getAudioTracks();
  if (track === undefined) throw new Error('Web Audio gave no track');
  return track;
}
