import type { ClientRole, IAgoraRTCClient, NetworkQuality, SDK_CODEC } from 'agora-rtc-sdk-ng';
import { connected } from '../connected.ts';
import { noteAgoraEvents, noteIce } from './agora-events.ts';
import { type AgoraProgress, hide, plainFailure } from './agora-failure.ts';
import { type AgoraStatistics, agoraFigures } from './agora-figures.ts';
import { AgoraRTC } from './agora-sdk.ts';
import { type AgoraTask, ASK_FOR_TOKEN } from './agora-task.ts';
import type { Connected, SessionListener, TransportSession } from './page-transport.ts';
import { onConnection } from './watch-connections.ts';

/** Of leave(), which a dead path never answers. */
const LEAVE_LIMIT_MS = 500;
/** The SDK's number for no lines in the console: they hold tokens. */
const SILENT = 4;
/** Of the levels of an audience's latency. */
const LEVELS = { low: 1, 'ultra-low': 2 } as const;

/** What publishing and watching differ in. */
export interface AgoraSide {
  readonly role: ClientRole;
  readonly codec: SDK_CODEC;
  /** In the channel now: publishes, or subscribes. Called again when it had to join anew. */
  begin(client: IAgoraRTCClient, signal: AbortSignal, connections: () => readonly RTCPeerConnection[]): Promise<void>;
  hostFound(): boolean;
  statistics(client: IAgoraRTCClient): AgoraStatistics;
  end(): void;
}

/** One attempt to be in the channel; once in, tokens are renewed, and it joins anew when one has ended all the same. */
export function beginSession(task: AgoraTask, side: AgoraSide, listener: SessionListener): TransportSession {
  AgoraRTC.setLogLevel(SILENT);
  const over = new AbortController();
  const signal = AbortSignal.any([listener.inTime, over.signal]);
  const secrets: string[] = [];
  const note: SessionListener['note'] = (name, detail) => {
    if (!over.signal.aborted) listener.note(name, JSON.parse(hide(JSON.stringify(detail), secrets)));
  };
  // This session's own: while a former attempt still leaves, there are others in the page.
  const made: RTCPeerConnection[] = [];
  const connections = () => made.filter(({ connectionState }) => connectionState !== 'closed');
  onConnection((connection) => {
    made.push(connection);
    noteIce(connection, note);
  }, over.signal);
  const client = createClient(task, side);
  let quality: NetworkQuality | undefined;
  client.on('network-quality', (now) => {
    quality = now;
  });
  noteAgoraEvents(client, note);

  const ask = async () => {
    const token = await askForToken();
    if (token !== undefined) secrets.push(token);
    return token ?? null;
  };
  const join = async () => {
    await client.join(task.appId, task.channel, await ask(), task.uid);
  };
  const renew = async (how: () => Promise<void>) => {
    try {
      await how();
      note('transport', { what: 'token-renewed' });
    } catch (error) {
      note('transport', { what: 'token-not-renewed', reason: reasonOf(error) });
    }
  };
  client.on('token-privilege-will-expire', () => {
    note('transport', { what: 'token-will-expire' });
    void renew(async () => client.renewToken((await ask()) ?? ''));
  });
  client.on('token-privilege-did-expire', () => {
    note('transport', { what: 'token-expired' });
    void renew(async () => {
      await join();
      await side.begin(client, over.signal, connections);
    });
  });

  let hasJoined = false;
  const connect = async (): Promise<Connected> => {
    const begun = performance.now();
    await join();
    hasJoined = true;
    const answerMs = performance.now() - begun;
    await side.begin(client, signal, connections);
    const connection = connections().at(-1);
    if (connection === undefined) throw new Error('the SDK made no connection');
    await connected(connection, signal);
    return { answerMs };
  };
  const progress = (): AgoraProgress => ({
    ...serversReached(client, hasJoined),
    hostFound: side.hostFound(),
    media: connections().some(({ connectionState }) => connectionState === 'connected'),
  });
  return {
    connected: inTime(connect(), signal).catch((error: unknown) => {
      throw new Error(plainFailure(error, progress(), secrets));
    }),
    connections,
    figures: () => agoraFigures({ rtc: client.getRTCStats(), ...(quality && { quality }), ...side.statistics(client) }),
    async leave() {
      over.abort();
      const late = new Promise((resolve) => setTimeout(resolve, LEAVE_LIMIT_MS));
      await Promise.race([client.leave().catch(() => {}), late]);
      for (const connection of connections()) connection.close();
      side.end();
    },
  };
}

function createClient({ area, audienceLatency, accessPoint }: AgoraTask, { role, codec }: AgoraSide): IAgoraRTCClient {
  if (area !== undefined) AgoraRTC.setArea({ areaCode: area as never });
  const clientRoleOptions = { level: LEVELS[audienceLatency] };
  const client = AgoraRTC.createClient({
    mode: 'live',
    codec,
    role,
    ...(role === 'audience' && { clientRoleOptions }),
  });
  if (accessPoint !== undefined) {
    const { servers, domain, port } = accessPoint;
    client.setLocalAccessPointsV2({ accessPoints: { serverList: [...servers], domain, port } });
  }
  return client;
}

/** Of the runner, which has the certificate or knows the command. */
function askForToken(): Promise<string | undefined> {
  const ask = (globalThis as Record<string, unknown>)[ASK_FOR_TOKEN] as () => Promise<string | undefined>;
  return ask();
}

/** By the SDK's own records of its attempts, which its types leave out. */
function serversReached(client: IAgoraRTCClient, hasJoined: boolean): Pick<AgoraProgress, 'accessPoint' | 'gateway'> {
  type Recording = { getJoinChannelServiceRecords?(): readonly { service: string; status: string }[] };
  const records = (client as unknown as Recording).getJoinChannelServiceRecords?.() ?? [];
  const reached = (service: string) =>
    hasJoined || records.some((record) => record.service === service && record.status === 'success');
  return { accessPoint: reached('chooseServer') || reached('gateway'), gateway: reached('gateway') };
}

/** The SDK goes on trying without end. */
function inTime<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new Error('no success in time'));
    signal.addEventListener('abort', giveUp, { once: true });
    if (signal.aborted) giveUp();
    promise.then(resolve, reject);
  });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
