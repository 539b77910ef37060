import type { IAgoraRTCClient, NetworkQuality } from 'agora-rtc-sdk-ng';
import type { SdkFigures } from '../../../model/result/sdk-figures.ts';
import { waitUntilConnected } from '../../wait-until-connected.ts';
import { messageOf } from '../message-of.ts';
import type { Connected, SessionListener, TransportSession } from '../page-transport.ts';
import { noteAgoraEvents, noteIce } from './agora-events.ts';
import { type AgoraProgress, plainFailure, redactDetail } from './agora-failure.ts';
import { agoraFigures } from './agora-figures.ts';
import { joinOptions } from './agora-options.ts';
import { probeFigures } from './agora-preparation.ts';
import { AgoraRTC } from './agora-sdk.ts';
import type { AgoraSide } from './agora-side.ts';
import type { AgoraTask, TokenPurpose } from './agora-task.ts';
import { createClient, encrypt } from './create-client.ts';
import { fetchToken, takePreparedToken } from './fetch-token.ts';
import { onConnection } from './watch-connections.ts';

/** Longest wait for leave(), which never returns on a dead path. */
const LEAVE_LIMIT_MS = 500;
/** The SDK's log level that prints nothing: its lines hold tokens. */
const SILENT = 4;

/**
 * One attempt to be in the channel, publishing or watching. Once in, tokens are renewed; should one expire all the same, it joins
 * again.
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
  /** Tokens, key and salt, which must not show in notes and errors. */
  readonly #secrets: string[];
  #quality: NetworkQuality | undefined;
  #hasJoined = false;

  constructor(task: AgoraTask, side: AgoraSide, listener: SessionListener) {
    this.#task = task;
    this.#side = side;
    this.#listener = listener;
    this.#secrets = Object.values(task.encryption ?? {}).filter((text) => text !== task.encryption?.mode);
    AgoraRTC.setLogLevel(SILENT);
    onConnection((connection) => {
      this.#created.push(connection);
      noteIce(connection, this.#note);
    }, this.#leaving.signal);
    this.#client = createClient(task, side.role, side.codec);
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
    const figures = agoraFigures({
      rtc: this.#client.getRTCStats(),
      ...(this.#quality && { quality: this.#quality }),
      ...this.#side.statistics(this.#client),
    });
    return { ...figures, ...probeFigures() };
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
    this.#listener.note(name, redactDetail(detail, this.#secrets));
  };

  async #connect(signal: AbortSignal): Promise<Connected> {
    const startMs = performance.now();
    await this.#join('join');
    this.#hasJoined = true;
    const answerMs = performance.now() - startMs;
    await this.#begin(signal);
    const connection = this.connections().at(-1);
    if (connection === undefined) throw new Error('the SDK made no connection');
    await waitUntilConnected(connection, signal);
    return { answerMs };
  }

  async #join(purpose: TokenPurpose): Promise<void> {
    const { appId, channel, uid } = this.#task;
    const token = this.#hide(takePreparedToken(this.#task) ?? (await fetchToken(purpose)));
    encrypt(this.#client, this.#task);
    await this.#client.join(appId, channel, token ?? null, uid, joinOptions(this.#task));
  }

  #begin(signal: AbortSignal): Promise<void> {
    return this.#side.begin(this.#client, { signal, connections: () => this.connections(), note: this.#note });
  }

  /** Keeps a token out of notes and errors; undefined where the channel needs none. */
  #hide(token: string | undefined): string | undefined {
    if (token !== undefined) this.#secrets.push(token);
    return token;
  }

  #keepTokenValid(): void {
    this.#client.on('token-privilege-will-expire', () => {
      this.#note('transport', { what: 'token-will-expire' });
      void this.#renew(async () => this.#client.renewToken(this.#hide(await fetchToken('renew')) ?? ''));
    });
    this.#client.on('token-privilege-did-expire', () => {
      this.#note('transport', { what: 'token-expired' });
      void this.#renew(async () => {
        await this.#join('renew');
        await this.#begin(this.#leaving.signal);
      });
    });
  }

  async #renew(action: () => Promise<void>): Promise<void> {
    try {
      await action();
      this.#note('transport', { what: 'token-renewed' });
    } catch (error) {
      this.#note('transport', { what: 'token-not-renewed', reason: messageOf(error) });
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
