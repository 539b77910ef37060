import type { StatsReport } from '../../model/recording/w3c-stats.ts';
import type { SdkFigures } from '../../model/result/sdk-figures.ts';
import type { Broadcast } from '../../model/scenario/scenario.ts';
import { createMarkedSound, type MarkedSound } from '../audio/marked-sound.ts';
import type { PageEvent } from '../page-event.ts';
import { pickAllStats } from '../pick-stats.ts';
import type { MadeColumns, MarkColumns } from '../sample-columns.ts';
import type { TransportSession } from '../transports/page-transport.ts';
import { thisTransport } from '../transports/this-transport.ts';
import { wallMs } from '../wall-clock.ts';
import { startWorker } from '../worker-handle.ts';
import type { PublisherCommand, PublisherEvent } from './publisher-worker.ts';
import type { ReferenceBands } from './reference-bands.ts';

export interface PublishOptions {
  readonly broadcast: Broadcast;
  /** See PublisherOptions. */
  readonly correctionMs: number;
  /** Settings made for this page by the transport's Node half. */
  readonly settings: unknown;
  readonly connectTimeoutMs: number;
}

export interface PublisherSample {
  readonly atMs: number;
  readonly made?: MadeColumns;
  readonly marks?: MarkColumns;
  /** Reference bands of a clip, which viewers compare theirs with; empty otherwise. */
  readonly bands: readonly ReferenceBands[];
  readonly stats: StatsReport[];
  /** Statistics of the transport's SDK; undefined where there is none. */
  readonly figures?: SdkFigures;
  readonly events: PageEvent[];
  readonly calledMs: number;
  readonly returnedMs: number;
}

const events: PageEvent[] = [];
/** Adds an event to the next sample. */
const note = (name: PageEvent['name'], detail: PageEvent['detail'], atMs = wallMs()) =>
  events.push({ atMs, name, detail });

let worker: ReturnType<typeof startWorker<PublisherCommand, PublisherEvent>> | undefined;
let session: TransportSession | undefined;
let source: { readonly video: MediaStreamTrack; readonly sound: MarkedSound } | undefined;

/**
 * Starts the source on the first call, then publishes it, again if an earlier attempt failed. Returns the time from the offer to
 * being connected, ms.
 */
async function publish(options: PublishOptions): Promise<{ connectMs: number }> {
  const { broadcast, correctionMs, settings, connectTimeoutMs } = options;
  source ??= await startSource(broadcast, correctionMs);
  const { video, audio } = broadcast;
  if (video.contentHint !== undefined) source.video.contentHint = video.contentHint;
  // The previous attempt is ended without waiting: its network path may be the one that does not work.
  session?.leave().catch(() => {});
  const startMs = wallMs();
  const media = { video: source.video, audio: source.sound.track, encoding: { video, audio } };
  const inTime = AbortSignal.timeout(connectTimeoutMs);
  session = thisTransport().publish(media, settings, { inTime, note, onTrack: () => {} });
  await session.connected;
  return { connectMs: wallMs() - startMs };
}

async function startSource({ video, audio, source: input }: Broadcast, correctionMs: number) {
  const clip = input.type === 'file' ? await playClip() : undefined;
  const generator = new MediaStreamTrackGenerator({ kind: 'video' });
  worker = startWorker<PublisherCommand, PublisherEvent>('publisher-worker', (event) => {
    if (event.type === 'failed') note('page-error', { text: event.reason });
  });
  const { width, height } = video.sourceSize ?? video;
  const { fps } = video;
  const { writable } = generator;
  const command = { type: 'start', writable, width, height, fps, correctionMs } as const;
  if (clip === undefined) worker.send(command, [writable]);
  else worker.send({ ...command, clip }, [writable, clip]);
  // Marked sound with a clip too: the clip's own has no marks to measure by.
  return { video: generator as MediaStreamTrack, sound: await createMarkedSound(audio) };
}

const clipInput = Object.assign(document.createElement('input'), { type: 'file', id: 'clip' });
document.body.append(clipInput);

/**
 * Not attached to the document: what nobody looks at need not be painted. Referenced here, or it would be collected while it
 * plays.
 */
const clipVideo = document.createElement('video');

/** Plays the file chosen in the input, looped without end, and returns its pictures. */
async function playClip(): Promise<ReadableStream<VideoFrame>> {
  const file = clipInput.files?.[0];
  if (file === undefined) throw new Error('no clip was chosen');
  const video = clipVideo;
  Object.assign(video, { muted: true, loop: true, playsInline: true, src: URL.createObjectURL(file) });
  await video.play().catch((error: unknown) => {
    throw new Error(`this browser cannot play the clip ${file.name}: ${video.error?.message || String(error)}`);
  });
  const captured = (video as HTMLVideoElement & { captureStream(): MediaStream }).captureStream();
  const [track] = captured.getVideoTracks();
  if (track === undefined) throw new Error(`the clip ${file.name} has no picture`);
  return new MediaStreamTrackProcessor({ track: track as MediaStreamVideoTrack }).readable;
}

async function sample(): Promise<PublisherSample> {
  const calledMs = wallMs();
  const stats = session === undefined ? [] : await pickAllStats(session.connections());
  const atMs = wallMs();
  const figures = session?.figures?.();
  const made = await worker?.ask({ type: 'take' }, 'made');
  return {
    atMs,
    ...(made === undefined ? {} : { made: made.made }),
    bands: made?.bands ?? [],
    ...(source === undefined ? {} : { marks: source.sound.takeMade() }),
    stats,
    ...(figures && { figures }),
    events: events.splice(0),
    calledMs,
    returnedMs: wallMs(),
  };
}

Object.assign(globalThis, { longhaul: { publish, sample, leave: () => session?.leave() } });
