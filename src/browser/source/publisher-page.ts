import type { StatsReport } from '../../model/recording/w3c-stats.ts';
import type { SdkFigures } from '../../model/result/sdk-figures.ts';
import type { Broadcast } from '../../model/scenario/scenario.ts';
import { createMarkedSound, type MarkedSound } from '../audio/sound.ts';
import type { PageEvent } from '../page-event.ts';
import { pickAllStats } from '../pick-stats.ts';
import type { MadeColumns, MarkColumns } from '../quality/columns.ts';
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
  /** What the transport's other half made for this page. */
  readonly settings: unknown;
  readonly connectTimeoutMs: number;
}

export interface PublisherSample {
  readonly atMs: number;
  readonly made?: MadeColumns;
  readonly marks?: MarkColumns;
  /** Of a clip: what viewers compare theirs with. */
  readonly bands: readonly ReferenceBands[];
  readonly stats: StatsReport[];
  /** Where the transport is an SDK that says something of its own. */
  readonly figures?: SdkFigures;
  readonly events: PageEvent[];
  readonly calledMs: number;
  readonly returnedMs: number;
}

const events: PageEvent[] = [];
const note = (name: PageEvent['name'], detail: PageEvent['detail'], atMs = wallMs()) =>
  events.push({ atMs, name, detail });

let worker: ReturnType<typeof startWorker<PublisherCommand, PublisherEvent>> | undefined;
let session: TransportSession | undefined;
let source: { readonly video: MediaStreamTrack; readonly sound: MarkedSound } | undefined;

/** Starts the source once; then it is published, again if the first attempt failed. Gives ms from the offer to connected. */
async function publish(options: PublishOptions): Promise<{ connectMs: number }> {
  const { broadcast, correctionMs, settings, connectTimeoutMs } = options;
  source ??= await startSource(broadcast, correctionMs);
  const { video, audio } = broadcast;
  if (video.contentHint !== undefined) source.video.contentHint = video.contentHint;
  // The former attempt is ended without waiting: its way may be the one that does not work.
  session?.leave().catch(() => {});
  const begunMs = wallMs();
  const media = { video: source.video, audio: source.sound.track, encoding: { video, audio } };
  const inTime = AbortSignal.timeout(connectTimeoutMs);
  session = thisTransport().publish(media, settings, { inTime, note, onTrack: () => {} });
  await session.connected;
  return { connectMs: wallMs() - begunMs };
}

async function startSource({ video, source: asked }: Broadcast, correctionMs: number) {
  const clip = asked.type === 'file' ? await playClip() : undefined;
  const generator = new MediaStreamTrackGenerator({ kind: 'video' });
  worker = startWorker<PublisherCommand, PublisherEvent>('publisher-worker', (news) => {
    if (news.type === 'failed') note('page-error', { text: news.reason });
  });
  const { width, height } = video.sourceSize ?? video;
  const { fps } = video;
  const { writable } = generator;
  const order = { type: 'start', writable, width, height, fps, correctionMs } as const;
  if (clip === undefined) worker.send(order, [writable]);
  else worker.send({ ...order, clip }, [writable, clip]);
  // With a clip too: its own sound has no marks to measure by.
  return { video: generator as MediaStreamTrack, sound: await createMarkedSound() };
}

const clipInput = Object.assign(document.createElement('input'), { type: 'file', id: 'clip' });
document.body.append(clipInput);

/** Not in the page: what nobody looks at need not be painted. Kept here, or it would be forgotten while it plays. */
const clipVideo = document.createElement('video');

/** The pictures of the file that was put into the input, looped without end. */
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
  const news = await worker?.ask({ type: 'take' }, 'made');
  return {
    atMs,
    ...(news === undefined ? {} : { made: news.made }),
    bands: news?.bands ?? [],
    ...(source === undefined ? {} : { marks: source.sound.takeMade() }),
    stats,
    ...(figures && { figures }),
    events: events.splice(0),
    calledMs,
    returnedMs: wallMs(),
  };
}

Object.assign(globalThis, { longhaul: { publish, sample, leave: () => session?.leave() } });
