import type { Broadcast } from '../../model/scenario.ts';
import type { StatsReport } from '../../model/w3c-stats.ts';
import { TRANSPORTS, type TransportId } from '../transports/registry.ts';
import type { TransportSession } from '../transports/transport.ts';
import type { MadeColumns, MarkColumns } from './columns.ts';
import { connected } from './connected.ts';
import type { PageEvent } from './page-event.ts';
import { pickStats } from './pick-stats.ts';
import type { PublisherNews, PublisherOrder } from './publisher-worker.ts';
import { createMarkedSound, type MarkedSound } from './sound.ts';
import { wallMs } from './wall.ts';
import { startWorker } from './worker-handle.ts';

export interface PublishOptions {
  readonly broadcast: Broadcast;
  readonly url: string;
  readonly connectTimeoutMs: number;
}

export interface PublisherSample {
  readonly atMs: number;
  readonly made?: MadeColumns;
  readonly marks?: MarkColumns;
  readonly stats: StatsReport[];
  readonly events: PageEvent[];
}

const events: PageEvent[] = [];
const note = (name: PageEvent['name'], detail: PageEvent['detail'], atMs = wallMs()) =>
  events.push({ atMs, name, detail });

let worker: ReturnType<typeof startWorker<PublisherOrder, PublisherNews>> | undefined;
let connection: RTCPeerConnection | undefined;
let session: TransportSession | undefined;
let keyframes: ReturnType<typeof setInterval> | undefined;
let source: { readonly video: MediaStreamTrack; readonly sound: MarkedSound } | undefined;

/** Starts the source once; then it is published, again if the first attempt failed. Gives ms from the offer to connected. */
async function publish(options: PublishOptions): Promise<{ connectMs: number }> {
  source ??= await startSource(options.broadcast);
  abandon();
  const { video, audio, transport } = options.broadcast;
  if (video.contentHint !== undefined) source.video.contentHint = video.contentHint;
  const attempt = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
  connection = attempt;
  attempt.addEventListener('connectionstatechange', () => note('connection-state', { state: attempt.connectionState }));
  const stream = new MediaStream([source.video, source.sound.track]);
  const videoSender = attempt.addTransceiver(source.video, {
    direction: 'sendonly',
    streams: [stream],
    sendEncodings: [{ maxBitrate: video.bitrateBps, maxFramerate: video.fps }],
  });
  videoSender.setCodecPreferences(codecsFor(video.codec));
  attempt.addTransceiver(source.sound.track, {
    direction: 'sendonly',
    streams: [stream],
    sendEncodings: [{ maxBitrate: audio.bitrateBps }],
  });
  // Unless told otherwise a broadcast keeps its size; what cannot be encoded in time is skipped, and shows.
  const parameters = videoSender.sender.getParameters();
  await videoSender.sender.setParameters({
    ...parameters,
    degradationPreference: video.degradation ?? 'maintain-resolution',
  } as RTCRtpSendParameters);
  const begunMs = wallMs();
  const inTime = AbortSignal.timeout(options.connectTimeoutMs);
  session = await TRANSPORTS[transport as TransportId].publish(attempt, options.url, inTime);
  await connected(attempt, inTime);
  if (video.keyframeIntervalMs !== undefined) keyframes = askForKeyframes(videoSender.sender, video.keyframeIntervalMs);
  return { connectMs: wallMs() - begunMs };
}

/**
 * An encoder in a browser has no keyframe interval; it makes one when asked (WebRTC extensions, setParameters' second
 * argument). A browser that does not know this ignores it, which the keyframes counted then show.
 */
function askForKeyframes(sender: RTCRtpSender, intervalMs: number): ReturnType<typeof setInterval> {
  type AskingSender = { setParameters(parameters: object, options: { encodingOptions: object[] }): Promise<void> };
  return setInterval(() => {
    const parameters = sender.getParameters();
    const encodingOptions = parameters.encodings.map(() => ({ keyFrame: true }));
    (sender as AskingSender)
      .setParameters(parameters, { encodingOptions })
      .catch((error: unknown) => note('page-error', { text: `no keyframe could be asked for: ${String(error)}` }));
  }, intervalMs);
}

/** Ends the former attempt, without waiting: its way may be the one that does not work. */
function abandon(): void {
  clearInterval(keyframes);
  session?.leave().catch(() => {});
  session = undefined;
  connection?.close();
}

/** Exactly the codec asked for, with its retransmission; H.264 as constrained baseline, which every player decodes. */
function codecsFor(codec: string): RTCRtpCodec[] {
  const offered = RTCRtpSender.getCapabilities('video')?.codecs ?? [];
  const wanted = offered.filter(({ mimeType, sdpFmtpLine = '' }) => {
    if (mimeType.toLowerCase() !== `video/${codec}`) return false;
    if (codec === 'h264') return /packetization-mode=1/.test(sdpFmtpLine) && /profile-level-id=42e0/i.test(sdpFmtpLine);
    // VP9 and AV1: the profile of 8-bit 4:2:0 only.
    return !/\bprofile(-id)?=[123]/.test(sdpFmtpLine);
  });
  if (wanted.length === 0) throw new Error(`this browser does not encode ${codec}`);
  return [...wanted, ...offered.filter(({ mimeType }) => mimeType.toLowerCase() === 'video/rtx')];
}

async function startSource({ video, source: asked }: Broadcast) {
  const clip = asked.type === 'file' ? await playClip() : undefined;
  const generator = new MediaStreamTrackGenerator({ kind: 'video' });
  worker = startWorker<PublisherOrder, PublisherNews>('publisher-worker', (news) => {
    if (news.type === 'failed') note('page-error', { text: news.reason });
  });
  const { width, height, fps } = video;
  const { writable } = generator;
  const order = { type: 'start', writable, width, height, fps } as const;
  if (clip === undefined) worker.send(order, [writable]);
  else worker.send({ ...order, clip }, [writable, clip]);
  // With a clip too: its own sound has no marks to measure by.
  return { video: generator as MediaStreamTrack, sound: await createMarkedSound() };
}

const clipInput = Object.assign(document.createElement('input'), { type: 'file', id: 'clip' });
document.body.append(clipInput);

/** The pictures of the file that was put into the input, looped without end. */
async function playClip(): Promise<ReadableStream<VideoFrame>> {
  const file = clipInput.files?.[0];
  if (file === undefined) throw new Error('no clip was chosen');
  const video = document.createElement('video');
  Object.assign(video, { muted: true, loop: true, playsInline: true, src: URL.createObjectURL(file) });
  document.body.append(video);
  await video.play().catch((error: unknown) => {
    throw new Error(`this browser cannot play the clip ${file.name}: ${video.error?.message || String(error)}`);
  });
  const captured = (video as HTMLVideoElement & { captureStream(): MediaStream }).captureStream();
  const [track] = captured.getVideoTracks();
  if (track === undefined) throw new Error(`the clip ${file.name} has no picture`);
  return new MediaStreamTrackProcessor({ track: track as MediaStreamVideoTrack }).readable;
}

async function sample(): Promise<PublisherSample> {
  const stats = connection === undefined ? [] : await pickStats(connection);
  const atMs = wallMs();
  const news = await worker?.ask({ type: 'take' }, 'made');
  return {
    atMs,
    ...(news === undefined ? {} : { made: news.made }),
    ...(source === undefined ? {} : { marks: source.sound.takeMade() }),
    stats,
    events: events.splice(0),
  };
}

Object.assign(globalThis, { longhaul: { publish, sample, leave: () => session?.leave() } });
