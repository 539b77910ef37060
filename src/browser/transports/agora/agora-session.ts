import type { ClientRole, IAgoraRTCClient, NetworkQuality, SDK_CODEC } from 'agora-rtc-sdk-ng';
import { waitUntilConnected } from '../../wait-until-connected.ts';
import type { Connected, SessionListener, TransportSession } from '../page-transport.ts';
import { noteAgoraEvents, noteIce } from './agora-events.ts';
import { type AgoraProgress, plainFailure, redact } from './agora-failure.ts';
import { type AgoraStatistics, agoraFigures } from './agora-figures.ts';
import { AgoraRTC } from './agora-sdk.ts';
import { type AgoraTask, ASK_FOR_TOKEN } from './agora-task.ts';
import { onConnection } from './watch-connections.ts';

/** Longest wait for leave(), which never returns on a dead path. */
const LEAVE_LIMIT_MS = 500;
/** The SDK's log level that prints nothing: its lines hold tokens. */
const SILENT = 4;
/** The SDK's numbers for the levels of an audience's latency. */
const LATENCY_LEVELS = { low: 1, 'ultra-low': 2 } as const;

/** The difference between publishing and watching. */
export interface AgoraSide {
  readonly role: ClientRole;
  readonly codec: SDK_CODEC;
  /** Publishes or subscribes, once in the channel. Called again after it had to join anew. */
  begin(client: IAgoraRTCClient, signal: AbortSignal, connections: () => readonly RTCPeerConnection[]): Promise<void>;
  /** Whether the host to watch has a picture; true for a host itself. */
  hostFound(): boolean;
  statistics(client: IAgoraRTCClient): AgoraStatistics;
  end(): void;
}

/** Begins one attempt to be in the channel. Once in, tokens are renewed; should one expire all the same, it joins anew. */
export function beginSession(task: AgoraTask, side: AgoraSide, listener: SessionListener): TransportSession {
  AgoraRTC.setLogLevel(SILENT);
  const leaving = new AbortController();
  const signal = AbortSignal.any([listener.inTime, leaving.signal]);
  const secrets: string[] = [];
  const note: SessionListener['note'] = (name, detail) => {
    if (!leaving.signal.aborted) listener.note(name, JSON.parse(redact(JSON.stringify(detail), secrets)));
  };
  // This session's own connections: while an earlier attempt is still leaving, the page has others.
  const created: RTCPeerConnection[] = [];
  const connections = () => created.filter(({ connectionState }) => connectionState !== 'closed');
  onConnection((connection) => {
    created.push(connection);
    noteIce(connection, note);
  }, leaving.signal);
  const client = createClient(task, side);
  let quality: NetworkQuality | undefined;
  client.on('network-quality', (now) => {
    quality = now;
  });
  noteAgoraEvents(client, note);

  const getToken = async () => {
    const token = await askForToken();
    if (token !== undefined) secrets.push(token);
    return token ?? null;
  };
  const join = async () => {
    await client.join(task.appId, task.channel, await getToken(), task.uid);
  };
  const renew = async (action: () => Promise<void>) => {
    try {
      await action();
      note('transport', { what: 'token-renewed' });
    } catch (error) {
      note('transport', { what: 'token-not-renewed', reason: reasonOf(error) });
    }
  };
  client.on('token-privilege-will-expire', () => {
    note('transport', { what: 'token-will-expire' });
    void renew(async () => client.renewToken((await getToken()) ?? ''));
  });
  client.on('token-privilege-did-expire', () => {
    note('transport', { what: 'token-expired' });
    void renew(async () => {
      await join();
      await side.begin(client, leaving.signal, connections);
    });
  });

  let hasJoined = false;
  const connect = async (): Promise<Connected> => {
    const startMs = performance.now();
    await join();
    hasJoined = true;
    const answerMs = performance.now() - startMs;
    await side.begin(client, signal, connections);
    const connection = connections().at(-1);
    if (connection === undefined) throw new Error('the SDK made no connection');
    await waitUntilConnected(connection, signal);
    return { answerMs };
  };
  const progress = (): AgoraProgress => ({
    ...serversReached(client, hasJoined),
    hostFound: side.hostFound(),
    media: connections().some(({ connectionState }) => connectionState === 'connected'),
  });
  return {
    connected: orTimeout(connect(), signal).catch((error: unknown) => {
      throw new Error(plainFailure(error, progress(), secrets));
    }),
    connections,
    figures: () => agoraFigures({ rtc: client.getRTCStats(), ...(quality && { quality }), ...side.statistics(client) }),
    async leave() {
      leaving.abort();
      const timeout = new Promise((resolve) => setTimeout(resolve, LEAVE_LIMIT_MS));
      await Promise.race([client.leave().catch(() => {}), timeout]);
      for (const connection of connections()) connection.close();
      side.end();
    },
  };
}

function createClient({ area, audienceLatency, accessPoint }: AgoraTask, { role, codec }: AgoraSide): IAgoraRTCClient {
  if (area !== undefined) AgoraRTC.setArea({ areaCode: area as never });
  const clientRoleOptions = { level: LATENCY_LEVELS[audienceLatency] };
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

/** Asks the runner, which has the certificate or knows the command. */
function askForToken(): Promise<string | undefined> {
  const ask = (globalThis as Record<string, unknown>)[ASK_FOR_TOKEN] as () => Promise<string | undefined>;
  return ask();
}

/** Tells which servers were reached, by the SDK's own records of its attempts, which its types leave out. */
function serversReached(client: IAgoraRTCClient, hasJoined: boolean): Pick<AgoraProgress, 'accessPoint' | 'gateway'> {
  type WithRecords = { getJoinChannelServiceRecords?(): readonly { service: string; status: string }[] };
  const records = (client as unknown as WithRecords).getJoinChannelServiceRecords?.() ?? [];
  const reached = (service: string) =>
    hasJoined || records.some((record) => record.service === service && record.status === 'success');
  return { accessPoint: reached('chooseServer') || reached('gateway'), gateway: reached('gateway') };
}

/** Rejects when the signal aborts: the SDK would go on trying without end. */
function orTimeout<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
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
