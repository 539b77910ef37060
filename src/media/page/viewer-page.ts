import type { StatsReport } from '../../model/w3c-stats.ts';
import { TRANSPORTS, type TransportId } from '../transports/registry.ts';
import type { TransportSession } from '../transports/transport.ts';
import { connected } from './connected.ts';
import type { PageEvent } from './page-event.ts';
import { pickStats } from './pick-stats.ts';
import type { Seen, ViewerNews, ViewerOrder } from './viewer-worker.ts';
import { wallMs } from './wall.ts';
import { startWorker } from './worker-handle.ts';

export interface WatchOptions {
  readonly transport: string;
  readonly url: string;
  readonly connectTimeoutMs: number;
}

export interface Joined {
  /** Wall time of the attempt's beginning, right before the offer is made, and of being connected. */
  readonly begunMs: number;
  readonly connectedMs: number;
  readonly answerMs: number;
}

export interface ViewerSample {
  readonly seen: Seen;
  readonly stats: StatsReport[];
  readonly events: PageEvent[];
}

const events: PageEvent[] = [];
const note = (name: PageEvent['name'], detail: PageEvent['detail'], atMs = wallMs()) =>
  events.push({ atMs, name, detail });

const worker = startWorker<ViewerOrder, ViewerNews>('viewer-worker', (news) => {
  if (news.type === 'first-frame')
    note('first-frame', { sinceJoinMs: news.atMs - (firstBegunMs ?? news.atMs) }, news.atMs);
  if (news.type === 'failed') note('page-error', { text: news.reason });
});
let connection: RTCPeerConnection | undefined;
let session: TransportSession | undefined;
let firstBegunMs: number | undefined;

/** One attempt to watch. Throws with the reason it failed; another may follow. */
async function join(options: WatchOptions): Promise<Joined> {
  connection?.close();
  const begunMs = wallMs();
  firstBegunMs ??= begunMs;
  const attempt = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
  connection = attempt;
  attempt.addEventListener('connectionstatechange', () => note('connection-state', { state: attempt.connectionState }));
  attempt.addTransceiver('video', { direction: 'recvonly' });
  attempt.addTransceiver('audio', { direction: 'recvonly' });
  attempt.addEventListener('track', ({ track }) => (track.kind === 'video' ? readVideo(track) : playSound(track)));
  session = await TRANSPORTS[options.transport as TransportId].watch(attempt, options.url);
  await connected(attempt, options.connectTimeoutMs);
  return { begunMs, connectedMs: wallMs(), answerMs: session.answerMs };
}

/** Every decoded frame goes to the worker; without a <video>, so that nothing is painted. */
function readVideo(track: MediaStreamTrack): void {
  const { readable } = new MediaStreamTrackProcessor({ track: track as MediaStreamVideoTrack });
  worker.send({ type: 'read', readable }, [readable]);
}

/** Sound is decoded, and its counters move, only if something plays it. */
function playSound(track: MediaStreamTrack): void {
  const audio = document.createElement('audio');
  audio.muted = true;
  audio.srcObject = new MediaStream([track]);
  document.body.append(audio);
  audio.play().catch((error: unknown) => note('page-error', { text: `sound does not play: ${String(error)}` }));
}

async function sample(): Promise<ViewerSample> {
  const [{ seen }, stats] = await Promise.all([
    worker.ask({ type: 'take' }, 'seen'),
    connection === undefined ? [] : pickStats(connection),
  ]);
  return { seen, stats, events: events.splice(0) };
}

Object.assign(globalThis, { longhaul: { join, sample, leave: () => session?.leave() } });
