import type { ClientRole, IAgoraRTCClient, NetworkQuality, SDK_CODEC } from 'agora-rtc-sdk-ng';
import type { SdkFigures } from '../../../model/result/sdk-figures.ts';
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

/** Session in which a side publishes or watches. */
export interface AgoraContext {
  connections(): readonly RTCPeerConnection[];
  /** Records an event, without the secrets that the SDK's words may hold. */
  readonly note: SessionListener['note'];
}

/** The difference between publishing and watching. */
export interface AgoraSide {
  readonly role: ClientRole;
  readonly codec: SDK_CODEC;
  /** Publishes or subscribes, once in the channel. Called again after it had to join anew. */
  begin(client: IAgoraRTCClient, signal: AbortSignal, context: AgoraContext): Promise<void>;
  /** Whether the host to watch has a picture; true for a host itself. */
  hostFound(): boolean;
  statistics(client: IAgoraRTCClient): AgoraStatistics;
  end(): void;
}

/**
 * One attempt to be in the channel, publishing or watching. Once in, tokens are renewed; should one expire all the same, it joins
 * anew.
 */
export class AgoraSession implements TransportSession {
  readonly connected: Promise<Connected>;
  readonly #task: AgoraTask;
  readonly #side: AgoraSide;
  readonly #listener: SessionListener;
  readonly #client: IAgoraRTCClient;
  readonly #leaving = new AbortController();
  /** Connections of this session: while an earlier attempt is still leaving, the page has others. */
  readonly #created: RTCPeerConnection[] = [];
  /** Tokens, which must not show in notes and errors. */
  readonly #secrets: string[] = [];
  #quality: NetworkQuality | undefined;
  #hasJoined = false;

  constructor(task: AgoraTask, side: AgoraSide, listener: SessionListener) {
    this.#task = task;
    this.#side = side;
    this.#listener = listener;
    AgoraRTC.setLogLevel(SILENT);
    onConnection((connection) => {
      this.#created.push(connection);
      noteIce(connection, this.#note);
    }, this.#leaving.signal);
    this.#client = createClient(task, side);
    this.#client.on('network-quality', (quality) => {
      this.#quality = quality;
    });
    noteAgoraEvents(this.#client, this.#note);
    this.#keepTokenValid();
    const signal = AbortSignal.any([listener.inTime, this.#leaving.signal]);
    this.connected = orTimeout(this.#connect(signal), signal).catch((error: unknown) => {
      throw new Error(plainFailure(error, this.#progress(), this.#secrets));
    });
  }

  connections(): readonly RTCPeerConnection[] {
    return this.#created.filter(({ connectionState }) => connectionState !== 'closed');
  }

  figures(): SdkFigures {
    return agoraFigures({
      rtc: this.#client.getRTCStats(),
      ...(this.#quality && { quality: this.#quality }),
      ...this.#side.statistics(this.#client),
    });
  }

  async leave(): Promise<void> {
    this.#leaving.abort();
    const timeout = new Promise((resolve) => setTimeout(resolve, LEAVE_LIMIT_MS));
    await Promise.race([this.#client.leave().catch(() => {}), timeout]);
    for (const connection of this.connections()) connection.close();
    this.#side.end();
  }

  readonly #note: SessionListener['note'] = (name, detail) => {
    if (this.#leaving.signal.aborted) return;
    this.#listener.note(name, JSON.parse(redact(JSON.stringify(detail), this.#secrets)));
  };

  async #connect(signal: AbortSignal): Promise<Connected> {
    const startMs = performance.now();
    await this.#join();
    this.#hasJoined = true;
    const answerMs = performance.now() - startMs;
    await this.#begin(signal);
    const connection = this.connections().at(-1);
    if (connection === undefined) throw new Error('the SDK made no connection');
    await waitUntilConnected(connection, signal);
    return { answerMs };
  }

  async #join(): Promise<void> {
    const { appId, channel, uid } = this.#task;
    await this.#client.join(appId, channel, (await this.#getToken()) ?? null, uid);
  }

  #begin(signal: AbortSignal): Promise<void> {
    return this.#side.begin(this.#client, signal, { connections: () => this.connections(), note: this.#note });
  }

  /** Asks for a token, and keeps it out of notes and errors; undefined where the channel needs none. */
  async #getToken(): Promise<string | undefined> {
    const token = await askForToken();
    if (token !== undefined) this.#secrets.push(token);
    return token;
  }

  #keepTokenValid(): void {
    this.#client.on('token-privilege-will-expire', () => {
      this.#note('transport', { what: 'token-will-expire' });
      void this.#renew(async () => this.#client.renewToken((await this.#getToken()) ?? ''));
    });
    this.#client.on('token-privilege-did-expire', () => {
      this.#note('transport', { what: 'token-expired' });
      void this.#renew(async () => {
        await this.#join();
        await this.#begin(this.#leaving.signal);
      });
    });
  }

  async #renew(action: () => Promise<void>): Promise<void> {
    try {
      await action();
      this.#note('transport', { what: 'token-renewed' });
    } catch (error) {
      this.#note('transport', { what: 'token-not-renewed', reason: reasonOf(error) });
    }
  }

  #progress(): AgoraProgress {
    return {
      ...serversReached(this.#client, this.#hasJoined),
      hostFound: this.#side.hostFound(),
      media: this.connections().some(({ connectionState }) => connectionState === 'connected'),
    };
  }
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
