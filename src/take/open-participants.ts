import { planPictures } from '../browser/snapshots/picture-plan.ts';
import { MarksMade } from '../model/recording/sync-meter.ts';
import { isUdpBlocked } from '../model/scenario/udp-blocked.ts';
import type { LaunchedBrowser } from '../participants/launch-browser.ts';
import { createPublisher, type Publisher } from '../participants/publisher.ts';
import { ReferenceBandBuffer } from '../participants/reference-band-buffer.ts';
import { createViewer, type Viewer } from '../participants/viewer.ts';
import type { OpenTransport } from '../transports/transport.ts';
import { settleAll } from './settle-all.ts';
import { PUBLISHER, type StageContext } from './stage-context.ts';

export interface Participants {
  /** Undefined where the stream is somebody else's. */
  readonly publisher?: Publisher;
  readonly viewers: readonly Viewer[];
}

interface ParticipantOptions {
  readonly server: OpenTransport;
  /** Browsers by node. */
  readonly browsers: ReadonlyMap<string, LaunchedBrowser>;
  /** Added to this machine's clock to get the time server's, whole ms. */
  readonly correctionMs: number;
  /** Hands a clip's reference pictures from the publisher to the viewers. */
  readonly bands: ReferenceBandBuffer;
  readonly marksMade: MarksMade;
}

/** Creates the publisher and the viewers and opens their pages; nothing is published or watched yet. */
export async function openParticipants(
  context: StageContext,
  options: Omit<ParticipantOptions, 'bands' | 'marksMade'>,
): Promise<Participants> {
  const participantOptions = { ...options, bands: new ReferenceBandBuffer(), marksMade: new MarksMade() };
  const publisher = await createTakePublisher(context, participantOptions);
  const viewers = await createTakeViewers(context, participantOptions);
  const participants = [...(publisher ? [publisher] : []), ...viewers];
  context.closers.add('participants', async () => {
    await Promise.all(participants.map((participant) => participant.close()));
  });
  await settleAll(participants.map((participant) => participant.open()));
  return { ...(publisher && { publisher }), viewers };
}

async function createTakePublisher(
  { take, topology, record, signal }: StageContext,
  { server, browsers, correctionMs, bands, marksMade }: ParticipantOptions,
): Promise<Publisher | undefined> {
  const browser = browsers.get(PUBLISHER);
  if (browser === undefined) return undefined;
  const { broadcast } = take.scenario;
  return createPublisher({
    ...{ browser, broadcast, correctionMs, record, signal },
    task: await server.publisher(broadcast),
    udpIsBlocked: isUdpBlocked(topology, PUBLISHER),
    onReferenceBands: (cut) => bands.add(cut),
    onMarks: (marks) => marksMade.add(marks),
  });
}

async function createTakeViewers(
  { take, topology, record, signal }: StageContext,
  { server, browsers, correctionMs, bands, marksMade }: ParticipantOptions,
): Promise<Viewer[]> {
  const { broadcast, regions, warmupMs, durationMs } = take.scenario;
  const { video, source } = broadcast;
  // The pictures of somebody else's stream are unknown: there is nothing to compare with.
  const reference = browsers.has(PUBLISHER) && {
    ...{ ...video, ...video.sourceSize },
    type: source.type === 'file' ? ('clip' as const) : ('presenter' as const),
  };
  const creating = take.viewers.flatMap(({ id, region }) => {
    const browser = browsers.get(id);
    if (browser === undefined) return [];
    const device = regions.find((candidate) => candidate.id === region)?.device;
    return server.viewer(id, broadcast.audio).then((task) =>
      createViewer({
        ...{ id, browser, task, correctionMs, record, signal },
        udpIsBlocked: isUdpBlocked(topology, id),
        ...(browsers.has(PUBLISHER) && { audio: broadcast.audio }),
        ...(device !== undefined && { viewport: device.viewport }),
        ...(reference && { reference, marksMade }),
        pictures: planPictures(warmupMs + durationMs),
        referenceBands: (frames) => bands.get(frames),
      }),
    );
  });
  return settleAll(creating);
}
