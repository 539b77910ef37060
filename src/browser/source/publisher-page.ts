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
import { openClip, type PlayingClip, playClip } from './clip.ts';
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
  /** Pictures a second of the clip by its own timestamps; undefined unless one is played, and before it is known. */
  readonly clipFps?: number;
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
let source:
  | { readonly video: MediaStreamTrack; readonly sound: MarkedSound; readonly clip: PlayingClip | undefined }
  | undefined;

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
  const generator = new MediaStreamTrackGenerator({ kind: 'video' });
  const started = startWorker<PublisherCommand, PublisherEvent>('publisher-worker', (event) => {
    if (event.type === 'failed') note('page-error', { text: event.reason });
  });
  worker = started;
  const { width, height } = video.sourceSize ?? video;
  const { fps } = video;
  const { writable } = generator;
  const isClip = input.type === 'file';
  started.send({ type: 'start', writable, width, height, fps, correctionMs, isClip }, [writable]);
  const clip = isClip ? await playClip((picture) => started.send({ type: 'picture', picture }, [picture])) : undefined;
  if (clip !== undefined) note('clip-opened', { ...clip.facts });
  return { video: generator as MediaStreamTrack, sound: await createMarkedSound(audio, clip?.sound), clip };
}

async function sample(): Promise<PublisherSample> {
  const calledMs = wallMs();
  const stats = session === undefined ? [] : await pickAllStats(session.connections());
  const atMs = wallMs();
  const figures = session?.figures?.();
  const clipFps = source?.clip?.frameRate;
  const made = await worker?.ask({ type: 'take' }, 'made');
  return {
    atMs,
    ...(made === undefined ? {} : { made: made.made }),
    ...(clipFps !== undefined && { clipFps }),
    bands: made?.bands ?? [],
    ...(source === undefined ? {} : { marks: source.sound.takeMade() }),
    stats,
    ...(figures && { figures }),
    events: events.splice(0),
    calledMs,
    returnedMs: wallMs(),
  };
}

/** Does what the transport does before the take. */
async function prepare(settings: unknown): Promise<void> {
  await thisTransport().prepare?.(settings, note);
}

Object.assign(globalThis, { longhaul: { openClip, prepare, publish, sample, leave: () => session?.leave() } });
