import type { StatsReport } from '../../model/recording/w3c-stats.ts';
import type { SdkFigures } from '../../model/result/sdk-figures.ts';
import type { PageEvent } from '../page-event.ts';
import { pickAllStats } from '../pick-stats.ts';
import { comparedEvery } from '../quality/clip-bands.ts';
import { GRAINS } from '../quality/shelf.ts';
import { startRequestingGc } from '../request-gc.ts';
import type { PicturePlan } from '../snapshots/picture-plan.ts';
import type { ReferenceBands } from '../source/reference-bands.ts';
import type { TransportSession } from '../transports/page-transport.ts';
import { thisTransport } from '../transports/this-transport.ts';
import { wallMs } from '../wall-clock.ts';
import { startWorker } from '../worker-handle.ts';
import { type AnalyzerReport, QualityAnalyzer, type Reference } from './quality-analyzer.ts';
import type { Seen, ViewerCommand, ViewerEvent } from './viewer-worker.ts';

export interface WatchOptions {
  /** See ViewerOptions. */
  readonly correctionMs: number;
  /** What the transport's other half made for this page. */
  readonly settings: unknown;
  readonly connectTimeoutMs: number;
  /** By what clarity is judged; undefined where nothing can be. */
  readonly truth?: Reference;
  /** Undefined where no pictures are kept. */
  readonly pictures?: PicturePlan;
}

export interface Joined {
  /** Wall time of the attempt's beginning, right before the offer is made, and of being connected. */
  readonly begunMs: number;
  readonly connectedMs: number;
  /** See Connected of page-transport.ts. */
  readonly answerMs?: number;
}

export interface ViewerSample extends AnalyzerReport {
  readonly atMs: number;
  readonly seen: Seen;
  readonly stats: StatsReport[];
  /** Where the transport is an SDK that says something of its own. */
  readonly figures?: SdkFigures;
  readonly events: PageEvent[];
  readonly calledMs: number;
  readonly returnedMs: number;
}

/**
 * Decoded frames that may wait for the worker: about a second's. With one, a worker stalled for 400 ms lost 11 frames of
 * 30 fps, which would have looked like the network's; so it lost none.
 */
const FRAMES_KEPT = 30;
/** Blocks of sound that may wait for this thread, 10 ms each: it has more to do than their reader. */
const BLOCKS_KEPT = 300;

const events: PageEvent[] = [];
const note = (name: PageEvent['name'], detail: PageEvent['detail'], atMs = wallMs()) =>
  events.push({ atMs, name, detail });

let session: TransportSession | undefined;
let attempts = 0;
let firstBegunMs: number | undefined;
let sawFrame = false;
/** Attempts whose first frame has been decoded, and who waits for one. */
const framed = new Set<number>();
let onFramed = () => {};

const worker = startWorker<ViewerCommand, ViewerEvent>('viewer-worker', (news) => {
  switch (news.type) {
    case 'first-frame':
      if (!sawFrame) note('first-frame', { sinceJoinMs: news.atMs - (firstBegunMs ?? news.atMs) }, news.atMs);
      sawFrame = true;
      framed.add(news.attempt);
      return onFramed();
    case 'failed':
      note('page-error', { text: news.reason });
      return;
    case 'seen':
      return;
  }
});

const witness = new QualityAnalyzer((text) => note('page-error', { text }));
let isWatched = false;

startRequestingGc();

/** Once: frames go from their reader straight to the witness, which may take its time. */
function watchPictures({ truth, pictures }: WatchOptions): void {
  if (isWatched || (truth === undefined && pictures === undefined)) return;
  isWatched = true;
  const { port1, port2 } = new MessageChannel();
  witness.watch(port1, truth, pictures);
  const step = truth === undefined ? 1 : truth.type === 'clip' ? comparedEvery(truth.fps) : GRAINS;
  worker.send({ type: 'show', port: port2, step, pictures }, [port2]);
}

/** One attempt to watch. Throws with the reason it failed; another may follow. */
async function join(options: WatchOptions): Promise<Joined> {
  const { correctionMs, settings, connectTimeoutMs } = options;
  // The former attempt is ended without waiting: its way may be the one that does not work.
  session?.leave().catch(() => {});
  watchPictures(options);
  const attempt = ++attempts;
  const begunMs = wallMs();
  firstBegunMs ??= begunMs;
  const onTrack = (track: MediaStreamTrack) =>
    track.kind === 'video' ? readVideo(track, attempt, correctionMs) : playSound(track);
  session = thisTransport().watch(settings, { inTime: AbortSignal.timeout(connectTimeoutMs), note, onTrack });
  return { begunMs, ...(await session.connected), connectedMs: wallMs() };
}

/** Resolves once the last attempt's first frame has been decoded; throws after `timeoutMs`. */
function firstFrame(timeoutMs: number): Promise<void> {
  const attempt = attempts;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`connected, but no frame in ${timeoutMs / 1000} s`)), timeoutMs);
    onFramed = () => {
      if (!framed.has(attempt)) return;
      clearTimeout(timer);
      resolve();
    };
    onFramed();
  });
}

/** Every decoded frame goes to the worker; without a <video>, so that nothing is painted. */
function readVideo(track: MediaStreamTrack, attempt: number, correctionMs: number): void {
  const { readable } = new MediaStreamTrackProcessor({
    track: track as MediaStreamVideoTrack,
    maxBufferSize: FRAMES_KEPT,
  });
  worker.send({ type: 'read', readable, attempt, correctionMs }, [readable]);
}

/** Every block of sound goes to the witness. It is decoded, and its counters move, only if something plays it too. */
function playSound(track: MediaStreamTrack): void {
  const { readable } = new MediaStreamTrackProcessor({
    track: track as MediaStreamAudioTrack,
    maxBufferSize: BLOCKS_KEPT,
  });
  witness.listen(readable);
  const audio = document.createElement('audio');
  audio.muted = true;
  audio.srcObject = new MediaStream([track]);
  document.body.append(audio);
  audio.play().catch((error: unknown) => note('page-error', { text: `sound does not play: ${String(error)}` }));
}

async function sample(): Promise<ViewerSample> {
  const calledMs = wallMs();
  const stats = session === undefined ? [] : await pickAllStats(session.connections());
  const atMs = wallMs();
  const { seen } = await worker.ask({ type: 'take' }, 'seen');
  const figures = session?.figures?.();
  return {
    ...{ atMs, seen, ...witness.take(wallMs()), stats, ...(figures && { figures }), events: events.splice(0) },
    ...{ calledMs, returnedMs: wallMs() },
  };
}

/** True bands of a clip's frames that the last sample wanted. */
function compare(told: readonly ReferenceBands[]): void {
  witness.compare(told);
}

Object.assign(globalThis, { longhaul: { join, firstFrame, sample, compare, leave: () => session?.leave() } });
