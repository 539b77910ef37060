import type { Broadcast } from '../../model/scenario.ts';
import type { StatsReport } from '../../model/w3c-stats.ts';
import { TRANSPORTS, type TransportId } from '../transports/registry.ts';
import type { TransportSession } from '../transports/transport.ts';
import type { MadeColumns } from './columns.ts';
import { connected } from './connected.ts';
import type { PageEvent } from './page-event.ts';
import { pickStats } from './pick-stats.ts';
import type { PublisherNews, PublisherOrder } from './publisher-worker.ts';
import { createMarkedSound } from './sound.ts';
import { wallMs } from './wall.ts';
import { startWorker } from './worker-handle.ts';

export interface PublishOptions {
  readonly broadcast: Broadcast;
  readonly url: string;
  readonly connectTimeoutMs: number;
  /** Address of the user's clip, for a source of type file. */
  readonly clipUrl?: string;
}

export interface PublisherSample {
  readonly made?: MadeColumns;
  readonly stats: StatsReport[];
  readonly events: PageEvent[];
}

const events: PageEvent[] = [];
const note = (name: PageEvent['name'], detail: PageEvent['detail'], atMs = wallMs()) =>
  events.push({ atMs, name, detail });

let worker: ReturnType<typeof startWorker<PublisherOrder, PublisherNews>> | undefined;
let connection: RTCPeerConnection | undefined;
let session: TransportSession | undefined;
let tracks: { readonly video: MediaStreamTrack; readonly audio: MediaStreamTrack } | undefined;

/** Starts the source once; then it is published, again if the first attempt failed. Gives ms from the offer to connected. */
async function publish(options: PublishOptions): Promise<{ connectMs: number }> {
  tracks ??= await startSource(options);
  connection?.close();
  const { video, audio, transport } = options.broadcast;
  const attempt = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
  connection = attempt;
  attempt.addEventListener('connectionstatechange', () => note('connection-state', { state: attempt.connectionState }));
  const stream = new MediaStream([tracks.video, tracks.audio]);
  const videoSender = attempt.addTransceiver(tracks.video, {
    direction: 'sendonly',
    streams: [stream],
    sendEncodings: [{ maxBitrate: video.bitrateBps, maxFramerate: video.fps }],
  });
  videoSender.setCodecPreferences(codecsFor(video.codec));
  attempt.addTransceiver(tracks.audio, {
    direction: 'sendonly',
    streams: [stream],
    sendEncodings: [{ maxBitrate: audio.bitrateBps }],
  });
  // A broadcast keeps its size; what cannot be encoded in time is skipped, and shows.
  const parameters = videoSender.sender.getParameters();
  await videoSender.sender.setParameters({
    ...parameters,
    degradationPreference: 'maintain-resolution',
  } as RTCRtpSendParameters);
  const begunMs = wallMs();
  session = await TRANSPORTS[transport as TransportId].publish(attempt, options.url);
  await connected(attempt, options.connectTimeoutMs);
  return { connectMs: wallMs() - begunMs };
}

/** Exactly the codec asked for, with its retransmission; H.264 as constrained baseline, which every player decodes. */
function codecsFor(codec: string): RTCRtpCodec[] {
  const offered = RTCRtpSender.getCapabilities('video')?.codecs ?? [];
  const wanted = offered.filter(({ mimeType, sdpFmtpLine = '' }) => {
    if (mimeType.toLowerCase() !== `video/${codec}`) return false;
    if (codec === 'h264') return /packetization-mode=1/.test(sdpFmtpLine) && /profile-level-id=42e0/i.test(sdpFmtpLine);
    return codec !== 'vp9' || !/profile-id=[123]/.test(sdpFmtpLine);
  });
  if (wanted.length === 0) throw new Error(`this browser does not encode ${codec}`);
  return [...wanted, ...offered.filter(({ mimeType }) => mimeType.toLowerCase() === 'video/rtx')];
}

async function startSource({ broadcast, clipUrl }: PublishOptions) {
  const generator = new MediaStreamTrackGenerator({ kind: 'video' });
  worker = startWorker<PublisherOrder, PublisherNews>('publisher-worker', (news) => {
    if (news.type === 'failed') note('page-error', { text: news.reason });
  });
  const { width, height, fps } = broadcast.video;
  const clip = clipUrl === undefined ? undefined : await playClip(clipUrl);
  const order = {
    type: 'start',
    writable: generator.writable,
    width,
    height,
    fps,
    epochMs: Math.ceil(wallMs()),
    ...(clip === undefined ? {} : { clip }),
  } as const;
  worker.send(order, [generator.writable, ...(clip === undefined ? [] : [clip])]);
  return { video: generator as MediaStreamTrack, audio: await createMarkedSound() };
}

/** The clip's pictures, looped without end. */
async function playClip(url: string): Promise<ReadableStream<VideoFrame>> {
  const video = document.createElement('video');
  Object.assign(video, { muted: true, loop: true, playsInline: true, src: url });
  document.body.append(video);
  await video.play().catch((error: unknown) => {
    throw new Error(`this browser cannot play the clip: ${video.error?.message || String(error)}`);
  });
  const captured = (video as HTMLVideoElement & { captureStream(): MediaStream }).captureStream();
  const [track] = captured.getVideoTracks();
  if (track === undefined) throw new Error('the clip has no picture');
  return new MediaStreamTrackProcessor({ track: track as MediaStreamVideoTrack }).readable;
}

async function sample(): Promise<PublisherSample> {
  const stats = connection === undefined ? [] : await pickStats(connection);
  const news = await worker?.ask({ type: 'take' }, 'made');
  return { ...(news?.type === 'made' ? { made: news.made } : {}), stats, events: events.splice(0) };
}

Object.assign(globalThis, { longhaul: { publish, sample, leave: () => session?.leave() } });
