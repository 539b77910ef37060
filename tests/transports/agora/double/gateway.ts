import type { WebSocket } from 'ws';
import type { VideoCodec } from '../../../../src/model/scenario/scenario.ts';
import { Channel } from './channel.ts';
import { checkToken } from './check-token.ts';
import { Client } from './client.ts';
import { type JoinAttributes, joinDetails } from './join-details.ts';
import type { DoubleConfig, DoubleEvent } from './messages.ts';
import { codecIdOf, type OrtcIceParameters, type OrtcOffer, type OrtcStream, type StreamType } from './ortc.ts';
import { Peer } from './peer.ts';

/** Time in which a client may return after its WebSocket is gone. */
const REJOIN_MS = 30_000;
const NOT_JOINED = { code: 2025, error_str: 'not joined' };
/** Errors "dynamic key expired" and "no authorized", as the SDK reads them in join_v3. */
const KEY_EXPIRED = { code: 118, error_str: 'dynamic key expired' };
/** "ERR_SUBSCRIBE_REQUEST_INVALID", upon which the SDK asks once more. */
const NO_SUCH_STREAM = { code: 2021, error_str: 'no such stream' };
const NOT_AUTHORIZED = { code: 110, error_str: 'no authorized' };
/** Messages only ever answered with success, and too frequent to report. */
const QUIET = new Set(['ping', 'ping_back', 'traffic_stats', 'wrtc_stats']);

type Body = Readonly<Record<string, unknown>>;
type Answer = { readonly ok: Body } | { readonly failed: { readonly code: number; readonly error_str: string } };

/** Server that clients meet at: handles the SDK's WebSocket messages. */
export class Gateway {
  readonly channels = new Map<string, Channel>();
  readonly #config: DoubleConfig;
  #refused = 0;
  readonly #tell: (event: Omit<DoubleEvent, 'atMs'>) => void;

  constructor(config: DoubleConfig, tell: (event: Omit<DoubleEvent, 'atMs'>) => void) {
    this.#config = config;
    this.#tell = tell;
  }

  accept(socket: WebSocket): void {
    let client: Client | undefined;
    this.#tell({ name: 'websocket-open' });
    socket.on('message', async (data) => {
      const {
        _id: id,
        _type: type,
        _message: message,
      } = JSON.parse(String(data)) as {
        _id?: string;
        _type: string;
        _message?: Body;
      };
      try {
        if (type === 'join_v3') client = await this.#join(socket, message ?? {}, (answer) => reply(socket, id, answer));
        else if (type === 'rejoin_v3') {
          client = this.#find(message ?? {});
          if (client !== undefined) client.socket = socket;
          reply(socket, id, client === undefined ? { failed: NOT_JOINED } : { ok: this.#rejoined(client) });
        } else
          reply(socket, id, client === undefined ? { failed: NOT_JOINED } : this.#answer(client, type, message ?? {}));
        if (!QUIET.has(type)) this.#tell({ name: type, ...(client && { uid: client.uid }), detail: briefly(message) });
      } catch (error) {
        this.#tell({ name: 'handler-failed', detail: { type, reason: String(error) } });
        reply(socket, id, { failed: { code: 2022, error_str: String(error) } });
      }
    });
    socket.on('close', () => {
      this.#tell({ name: 'websocket-closed', ...(client && { uid: client.uid }) });
      const gone = client;
      if (gone !== undefined)
        setTimeout(() => {
          if (gone.socket === socket) this.#remove(gone);
        }, REJOIN_MS).unref();
    });
  }

  clientsOf(uid: number | undefined): Client[] {
    const all = [...this.channels.values()].flatMap(({ clients }) => [...clients.values()]);
    return uid === undefined ? all : all.filter((client) => client.uid === uid);
  }

  /** Acts as if the viewer's downlink had become poor, or good again. */
  fallBack(uid: number, to: 'high' | 'low' | 'audio'): void {
    for (const client of this.clientsOf(uid))
      for (const subscription of client.peer?.subscriptions ?? [])
        if (subscription.kind === 'video') {
          if (to !== 'audio') subscription.want(to);
          subscription.active = to !== 'audio';
          // 1: no video any more. Changes between high and low are reported by traffic_stats.
          if (to !== 'low')
            client.push('on_stream_fallback_update', {
              stream_id: this.#nameOf(subscription.owner),
              stream_type: to === 'audio' ? 1 : 0,
            });
        }
  }

  #nameOf(uid: number): number | string {
    return this.clientsOf(uid)[0]?.name ?? uid;
  }

  close(): void {
    for (const client of this.clientsOf(undefined)) client.close();
  }

  async #join(socket: WebSocket, message: Body, answer: (answer: Answer) => void): Promise<Client | undefined> {
    const { channel_name, role, codec, ap_response, channel_key, ortc, string_uid, attributes } = message as {
      channel_name: string;
      role: string;
      codec: string;
      ap_response: { uid: number };
      channel_key: string | null;
      ortc: OrtcOffer;
      string_uid?: string;
      attributes?: { userAttributes?: JoinAttributes };
    };
    const { uid } = ap_response;
    const name = string_uid ?? uid;
    const { preSubNum = 0, enableNetworkQualityProbe: probes = false } = attributes?.userAttributes ?? {};
    const token = this.#checkToken(channel_key ?? '', channel_name, name);
    if (token.outcome !== 'good') {
      answer({ failed: token.outcome === 'expired' ? KEY_EXPIRED : NOT_AUTHORIZED });
      return undefined;
    }
    const channel = this.channels.get(channel_name) ?? new Channel();
    this.channels.set(channel_name, channel);
    const former = channel.clients.get(uid);
    if (former !== undefined) this.#remove(former);
    const client = new Client({
      ...{ uid, name, probes, channel: channel_name, role, socket },
      codec: (codecIdOf(codec) ?? 'vp8') as VideoCodec,
    });
    client.peer = await Peer.open(uid, ortc, this.#config.address, {
      onOpen: () => {
        this.#tell({ name: 'media-open', uid });
        client.push('on_p2p_ok', {});
      },
      onPacket: (stream, packet) => {
        for (const other of channel.others(client)) other.peer?.deliver(uid, stream, packet);
        if (client.probes) client.peer?.deliver(uid, stream, packet);
      },
      onKeyframeRequest: (owner, type) => void channel.streamOf(owner, type)?.keyframes.request(performance.now()),
      streamOf: (owner, type) => channel.streamOf(owner, type),
    });
    channel.clients.set(uid, client);
    this.#watchToken(client, token.expiresMs);
    const preSubSsrcs = channel.presubscribeAll(client, preSubNum);
    const deadEnd = this.#config.deadEnd === 'media' ? 9 : undefined;
    answer({
      ok: {
        ...{ uid, cid: 424_242, vid: '1', rejoin_token: client.rejoinToken },
        ...{
          ortc: client.peer.answer(deadEnd),
          attributes: { userAttributes: preSubSsrcs.length > 0 ? { preSubSsrcs } : {} },
        },
      },
    });
    for (const other of channel.others(client)) {
      if (other.role === 'host') channel.announce(other, client);
      if (role === 'host') channel.announce(client, other);
    }
    return client;
  }

  #find({ channel_name, uid, token }: Body): Client | undefined {
    const client = this.channels.get(String(channel_name))?.clients.get(Number(uid));
    return client?.rejoinToken === token ? client : undefined;
  }

  #rejoined(client: Client): Body {
    return { peers: this.channels.get(client.channel)?.peersFor(client) ?? [] };
  }

  /** Answers every request but joining. Unknown ones are answered with success. */
  #answer(client: Client, type: string, message: Body): Answer {
    const channel = this.channels.get(client.channel);
    const { peer } = client;
    const others = channel?.others(client) ?? [];
    switch (type) {
      case 'set_client_role':
        client.role = String(message.role ?? client.role);
        return { ok: {} };
      case 'publish':
        peer?.publish(message.ortc as readonly OrtcStream[]);
        for (const other of others) {
          for (const subscription of other.peer?.subscriptions ?? [])
            if (subscription.owner === client.uid) subscription.expectNewSource();
          channel?.announce(client, other);
        }
        // The SDK listens for it only once publish has been answered.
        if (client.probes) setTimeout(() => channel?.announce(client, client), 100);
        client.push('on_publish_stream', { proxy: false });
        return { ok: { ortc: [] } };
      case 'unpublish':
        peer?.unpublish(((message.ortc ?? []) as readonly OrtcStream[]).map(({ stream_type }) => stream_type));
        if (peer?.published.size === 0)
          for (const other of others) other.push('on_remove_stream', { uid: client.name, uint_id: client.uid });
        return { ok: {} };
      case 'pre_subscribe': {
        const host = channel?.named(message.stream_id);
        const got = host && channel?.presubscribe(client, host, message.stream_type === 'audio' ? 'audio' : 'video');
        return got === undefined ? { failed: NO_SUCH_STREAM } : { ok: got };
      }
      case 'subscribe':
        if (message.stream_type === 'audio' && this.#refused < (this.#config.refusedSounds ?? 0)) {
          this.#refused += 1;
          return { failed: NO_SUCH_STREAM };
        }
        for (const subscription of peer?.subscriptions ?? [])
          if (subscription.track.ssrc === Number(message.ssrcId) >>> 0) subscription.active = true;
        return { ok: {} };
      case 'unsubscribe':
        for (const { ssrcs } of (message.ortc ?? []) as readonly OrtcStream[])
          for (const subscription of peer?.subscriptions ?? [])
            if (ssrcs?.some(({ ssrcId }) => ssrcId >>> 0 === subscription.track.ssrc)) subscription.active = false;
        return { ok: {} };
      case 'switch_video_stream':
        for (const subscription of peer?.subscriptions ?? [])
          if (subscription.owner === channel?.named(message.stream_id)?.uid)
            subscription.want(Number(message.stream_type) === 1 ? 'low' : 'high');
        return { ok: {} };
      case 'restart_ice': {
        const { iceParameters } = message.ortc as { iceParameters: OrtcIceParameters };
        return { ok: peer?.restartIce(iceParameters) ?? {} };
      }
      case 'renew_token':
        return this.#renew(client, String(message.token ?? message.key ?? ''));
      case 'traffic_stats':
        return { ok: this.#trafficStats(client, others) };
      case 'leave':
        setImmediate(() => this.#remove(client));
        return { ok: {} };
      default:
        return { ok: {} };
    }
  }

  /**
   * Returns statistics: measured where the double can, omitted where it cannot, except for the two figures that the SDK
   * computes with.
   */
  #trafficStats({ peer }: Client, others: readonly Client[]): Body {
    const halfMs = (peer?.roundTripMs ?? 0) / 2;
    // The SDK's scale: under 0.17 is excellent, over 1 barely usable.
    const quality = (peer?.lossFraction ?? 0) * 5;
    const peerDelay = others
      .filter((other) => (other.peer?.published.size ?? 0) > 0)
      .map((host) => {
        const current = peer?.subscriptions.find(({ owner, kind }) => owner === host.uid && kind === 'video')?.current;
        const transportMs = Math.round(halfMs + (host.peer?.roundTripMs ?? 0) / 2);
        return {
          ...{ peer_uid: host.uid, B_ad: transportMs, B_vd: transportMs, B_ed: transportMs },
          ...{ B_ealr4: 0, B_evlr4: Math.round((peer?.lossFraction ?? 0) * 100), B_punq: 1, B_pdnq: 1 },
          ...{ B_st: current === 'low' ? 1 : 0, B_ppad: 0, B_ppvd: 0 },
        };
      });
    return {
      ...{ B_unq: quality, B_dnq: quality, B_acd: Math.round(halfMs), B_palr4: 0, B_pvlr4: 0 },
      ...{ ntp_offset: 0, peer_delay: peerDelay },
    };
  }

  #checkToken(token: string, channel: string, uid: number | string) {
    const { appId, certificate } = this.#config;
    if (certificate === undefined) return { outcome: 'good', expiresMs: Number.POSITIVE_INFINITY } as const;
    const check = checkToken(token, { appId, certificate, channel, uid }, Date.now());
    if (check.outcome !== 'good') this.#tell({ name: 'token-refused', detail: { ...check, uid } });
    return check;
  }

  #renew(client: Client, token: string): Answer {
    const check = this.#checkToken(token, client.channel, client.name);
    if (check.outcome !== 'good') return { failed: check.outcome === 'expired' ? KEY_EXPIRED : NOT_AUTHORIZED };
    this.#watchToken(client, check.expiresMs);
    return { ok: {} };
  }

  #watchToken(client: Client, expiresMs: number): void {
    for (const timer of client.timers.splice(0)) clearTimeout(timer);
    if (!Number.isFinite(expiresMs)) return;
    const leftMs = expiresMs - Date.now();
    const notice = setTimeout(
      () => client.push('on_token_privilege_will_expire', {}),
      Math.max(0, leftMs - this.#config.tokenNoticeMs),
    );
    const end = setTimeout(() => {
      client.push('on_token_privilege_did_expire', {});
      this.#remove(client);
    }, leftMs);
    client.timers.push(notice, end);
  }

  #remove(client: Client): void {
    const channel = this.channels.get(client.channel);
    if (channel?.clients.get(client.uid) !== client) return;
    channel.clients.delete(client.uid);
    if (channel.clients.size === 0) this.channels.delete(client.channel);
    client.close();
    for (const other of channel.clients.values()) {
      const { peer } = other;
      const mine = peer?.subscriptions.filter(({ owner }) => owner === client.uid) ?? [];
      for (const subscription of mine) peer?.subscriptions.splice(peer.subscriptions.indexOf(subscription), 1);
      other.push('on_user_offline', { uid: client.name, uint_id: client.uid, reason: 'quit' });
    }
  }
}

function reply(socket: WebSocket, id: string | undefined, answer: Answer): void {
  if (id === undefined || socket.readyState !== socket.OPEN) return;
  const [result, message] = 'ok' in answer ? ['success', answer.ok] : ['failed', answer.failed];
  socket.send(JSON.stringify({ _id: id, _result: result, _message: message }));
}

/** Summarizes a message for tests, without tokens and the long list of a client's capabilities. */
function briefly(message: Body = {}): Body {
  const plain = Object.entries(message).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  const streams = Array.isArray(message.ortc)
    ? { streams: (message.ortc as readonly OrtcStream[]).map(({ stream_type }): StreamType => stream_type) }
    : {};
  return {
    ...Object.fromEntries(plain.filter(([key]) => !/token|key|license/.test(key))),
    ...streams,
    ...joinDetails(message),
  };
}
