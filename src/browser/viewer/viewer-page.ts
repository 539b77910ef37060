import type { StatsReport } from '../../model/recording/w3c-stats.ts';
import type { SdkFigures } from '../../model/result/sdk-figures.ts';
import type { MonitoredSound } from '../audio/sound-monitor.ts';
import type { PageEvent } from '../page-event.ts';
import { pickAllStats } from '../pick-stats.ts';
import { framesPerComparison } from '../quality/clip-bands.ts';
import { startRequestingGc } from '../request-gc.ts';
import type { PicturePlan } from '../snapshots/picture-plan.ts';
import type { ReferenceBands } from '../source/reference-bands.ts';
import { GRAINS } from '../source/shelf.ts';
import type { TransportSession } from '../transports/page-transport.ts';
import { thisTransport } from '../transports/this-transport.ts';
import { wallMs } from '../wall-clock.ts';
import { startWorker } from '../worker-handle.ts';
import type { ReferencedFrames } from './frame-picker.ts';
import { type AnalyzerReport, QualityAnalyzer, type Reference } from './quality-analyzer.ts';
import type { Seen, ViewerCommand, ViewerEvent } from './viewer-worker.ts';

export interface WatchOptions {
  /** See ViewerOptions. */
  readonly correctionMs: number;
  /** Settings made for this page by the transport's Node half. */
  readonly settings: unknown;
  readonly connectTimeoutMs: number;
  /** Settings of the sound; undefined where it is somebody else's. */
  readonly audio?: MonitoredSound;
  /** Reference to compare pictures with; undefined where there is none. */
  readonly reference?: Reference;
  /** Limits on kept pictures; undefined where none are kept. */
  readonly pictures?: PicturePlan;
}

export interface Joined {
  /** Wall time right before the offer is made, and once connected. */
  readonly begunMs: number;
  readonly connectedMs: number;
  /** See Connected of page-transport.ts. */
  readonly answerMs?: number;
}

export interface ViewerSample extends AnalyzerReport {
  readonly atMs: number;
  readonly seen: Seen;
  readonly stats: StatsReport[];
  /** Statistics of the transport's SDK; undefined where there is none. */
  readonly figures?: SdkFigures;
  readonly events: PageEvent[];
  readonly calledMs: number;
  readonly returnedMs: number;
}

/**
 * Decoded frames that may wait for the worker: about a second's. With a buffer of one, a worker stalled for 400 ms lost 11 frames
 * of 30 fps, which would have looked like the network's loss; with this one it lost none.
 */
const FRAMES_BUFFERED = 30;
/** Blocks of sound that may wait for this thread, 10 ms each: it has more to do than the worker. */
const BLOCKS_BUFFERED = 300;

const events: PageEvent[] = [];
/** Adds an event to the next sample. */
const note = (name: PageEvent['name'], detail: PageEvent['detail'], atMs = wallMs()) =>
  events.push({ atMs, name, detail });

let session: TransportSession | undefined;
let attempts = 0;
let firstJoinMs: number | undefined;
let hasSeenFrame = false;
/** Attempts to join whose first frame has been decoded, and the callback that waits for one. */
const attemptsWithFrame = new Set<number>();
let onFirstFrame = () => {};

const worker = startWorker<ViewerCommand, ViewerEvent>('viewer-worker', (event) => {
  switch (event.type) {
    case 'first-frame':
      if (!hasSeenFrame) note('first-frame', { sinceJoinMs: event.atMs - (firstJoinMs ?? event.atMs) }, event.atMs);
      hasSeenFrame = true;
      attemptsWithFrame.add(event.attempt);
      return onFirstFrame();
    case 'failed':
      note('page-error', { text: event.reason });
      return;
    case 'seen':
      return;
  }
});

const analyzer = new QualityAnalyzer((text) => note('page-error', { text }));
let isAnalyzing = false;

startRequestingGc();

/** Connects the worker straight to the analyzer, which may take its time; does so once. */
function analyzeFrames({ reference, pictures }: WatchOptions): void {
  if (isAnalyzing || (reference === undefined && pictures === undefined)) return;
  isAnalyzing = true;
  const { port1, port2 } = new MessageChannel();
  analyzer.watch(port1, reference, pictures);
  worker.send({ type: 'show', port: port2, referenced: referencedFrames(reference), pictures }, [port2]);
}

function referencedFrames(reference: Reference | undefined): ReferencedFrames {
  if (reference === undefined) return { step: 1, which: 'multiple' };
  return reference.type === 'clip'
    ? { step: framesPerComparison(reference.fps), which: 'first' }
    : { step: GRAINS, which: 'multiple' };
}

/** Makes one attempt to watch. Throws with the reason it failed; another may follow. */
async function join(options: WatchOptions): Promise<Joined> {
  const { correctionMs, settings, connectTimeoutMs } = options;
  // The previous attempt is ended without waiting: its network path may be the one that does not work.
  session?.leave().catch(() => {});
  analyzeFrames(options);
  const attempt = ++attempts;
  const begunMs = wallMs();
  firstJoinMs ??= begunMs;
  const onTrack = (track: MediaStreamTrack) =>
    track.kind === 'video' ? readVideo(track, attempt, correctionMs) : playSound(track, options.audio);
  session = thisTransport().watch(settings, { inTime: AbortSignal.timeout(connectTimeoutMs), note, onTrack });
  return { begunMs, ...(await session.connected), connectedMs: wallMs() };
}

/** Resolves once the last attempt's first frame has been decoded; rejects after `timeoutMs`. */
function firstFrame(timeoutMs: number): Promise<void> {
  const attempt = attempts;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`connected, but no frame in ${timeoutMs / 1000} s`)), timeoutMs);
    onFirstFrame = () => {
      if (!attemptsWithFrame.has(attempt)) return;
      clearTimeout(timer);
      resolve();
    };
    onFirstFrame();
  });
}

/** Sends every decoded frame to the worker; without a <video>, so that nothing is painted. */
function readVideo(track: MediaStreamTrack, attempt: number, correctionMs: number): void {
  const { readable } = new MediaStreamTrackProcessor({
    track: track as MediaStreamVideoTrack,
    maxBufferSize: FRAMES_BUFFERED,
  });
  worker.send({ type: 'read', readable, attempt, correctionMs }, [readable]);
}

/** Sends every block of sound to the analyzer. Sound is decoded, and its counters move, only if something plays it too. */
function playSound(track: MediaStreamTrack, audio: WatchOptions['audio']): void {
  const { readable } = new MediaStreamTrackProcessor({
    track: track as MediaStreamAudioTrack,
    maxBufferSize: BLOCKS_BUFFERED,
  });
  analyzer.listen(readable, audio);
  const element = document.createElement('audio');
  element.muted = true;
  element.srcObject = new MediaStream([track]);
  document.body.append(element);
  element.play().catch((error: unknown) => note('page-error', { text: `sound does not play: ${String(error)}` }));
}

async function sample(): Promise<ViewerSample> {
  const calledMs = wallMs();
  const stats = session === undefined ? [] : await pickAllStats(session.connections());
  const atMs = wallMs();
  const { seen } = await worker.ask({ type: 'take' }, 'seen');
  const figures = session?.figures?.();
  return {
    ...{ atMs, seen, ...analyzer.take(wallMs()), stats, ...(figures && { figures }), events: events.splice(0) },
    ...{ calledMs, returnedMs: wallMs() },
  };
}

/** Compares frames of a clip with the reference bands that the last sample requested. */
function compare(references: readonly ReferenceBands[]): void {
  analyzer.compare(references);
}

/** Leaves once, however often it is called. */
async function leave(): Promise<void> {
  const left = session;
  session = undefined;
  worker.send({ type: 'left' });
  analyzer.leave();
  await left?.leave();
}

/** Does what the transport does before the take. */
async function prepare(settings: unknown): Promise<void> {
  await thisTransport().prepare?.(settings, note);
}

Object.assign(globalThis, { longhaul: { prepare, join, firstFrame, sample, compare, leave } });
