import type { IncomingMessage, ServerResponse } from 'node:http';
import { checkToken } from './check-token.ts';
import type { DoubleConfig, DoubleEvent } from './messages.ts';

/** Service ids that clients request, and the flag of each one's answer. */
const FLAGS: Readonly<Record<number, number>> = { 11: 4096, 18: 1_048_576, 20: 4_194_304, 26: 4_194_310 };
const UNILBS = 2_010_000;
/**
 * Error codes, which the SDK words as "invalid vendor key", "invalid token", "dynamic key expired" and "amount of users
 * over load".
 */
export const REFUSAL = { appId: UNILBS + 5, token: UNILBS + 9, expired: UNILBS + 13, full: UNILBS + 16 } as const;
const CHANNEL_ID = 424_242;
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': '*',
  'access-control-allow-methods': 'POST, GET, OPTIONS',
};

interface ApRequest {
  readonly appid: string;
  readonly opid: number;
  readonly request_bodies: readonly [
    {
      readonly uri: number;
      readonly buffer: {
        readonly cname: string;
        readonly key?: string | null;
        readonly token?: string | null;
        readonly uid: number;
        /** "6": the user's text; "11": areas in which servers may be. */
        readonly detail: Readonly<Record<string, string | undefined>>;
        readonly service_ids: readonly number[];
      };
    },
  ];
}

export interface AccessPointOptions {
  readonly config: DoubleConfig;
  readonly gatewayPort: () => number;
  readonly usersIn: (channel: string) => number;
  readonly nextUid: () => number;
  readonly tell: (event: Omit<DoubleEvent, 'atMs'>) => void;
}

/** Creates the server that tells clients where their gateway is, or why they get none. */
export function createAccessPoint(options: AccessPointOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method === 'OPTIONS') {
      response.writeHead(204, CORS).end();
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    if (request.url?.includes('action=stringuid') === true) {
      const { string_uid: account } = JSON.parse(text) as { readonly string_uid: string };
      const uid = numberOf(account);
      options.tell({ name: 'string-uid', uid, detail: { account } });
      response.writeHead(200, { ...CORS, 'content-type': 'application/json' }).end(JSON.stringify({ code: 0, uid }));
      return;
    }
    const isAsked = request.url?.includes('/api/v2/transpond/webrtc') === true;
    const answer = isAsked ? answerTo(readRequest(text), request.url?.startsWith('/ap/') === true, options) : {};
    response.writeHead(200, { ...CORS, 'content-type': 'application/json' }).end(JSON.stringify(answer));
  };
}

/** Numbers of users that have texts. */
const ACCOUNTS = new Map<string, number>();
const FIRST_ACCOUNT = 500_001;

function numberOf(account: string): number {
  const uid = ACCOUNTS.get(account) ?? FIRST_ACCOUNT + ACCOUNTS.size;
  ACCOUNTS.set(account, uid);
  return uid;
}

/** Parses the JSON in the multipart field "request". */
function readRequest(body: string): ApRequest {
  return JSON.parse(/\{[\s\S]*\}/.exec(body)?.[0] ?? '{}') as ApRequest;
}

function answerTo(
  request: ApRequest,
  isProxied: boolean,
  { config, gatewayPort, usersIn, nextUid, tell }: AccessPointOptions,
) {
  const [{ uri, buffer }] = request.request_bodies;
  const { cname, service_ids: services, detail } = buffer;
  const account = detail['6'];
  const uid = account === undefined ? buffer.uid || nextUid() : numberOf(account);
  const token = buffer.key ?? buffer.token ?? '';
  const refusal = refusalOf(
    request.appid,
    { token, channel: cname, uid: account ?? uid, users: usersIn(cname) },
    config,
  );
  tell({
    name: refusal === undefined ? 'ap-answered' : 'ap-refused',
    uid,
    detail: { refusal, services, area: detail['11'], isProxied },
  });
  // Port 9 is the discard service's, where nobody listens.
  const port = config.deadEnd === 'gateway' ? 9 : gatewayPort();
  const bodies = services.map((service) => ({
    uri: uri === 28 ? 29 : 23,
    buffer: {
      code: refusal ?? 0,
      flag: FLAGS[service] ?? FLAGS[11],
      ...{ uid, cid: CHANNEL_ID, cname, cert: 'ticket-of-the-double', ticket: 'ticket-of-the-double' },
      detail: { 8: '1' },
      edges_services: [{ domain_prefix: 'gateway', port }],
    },
  }));
  const now = Date.now();
  return { enter_ts: now, leave_ts: now, opid: request.opid, detail: { 502: config.address }, response_body: bodies };
}

function refusalOf(
  appId: string,
  request: { readonly token: string; readonly channel: string; readonly uid: number | string; readonly users: number },
  config: DoubleConfig,
): number | undefined {
  if (appId !== config.appId) return REFUSAL.appId;
  if (config.certificate !== undefined) {
    const { certificate } = config;
    const { outcome } = checkToken(
      request.token,
      { appId, certificate, channel: request.channel, uid: request.uid },
      Date.now(),
    );
    if (outcome === 'expired') return REFUSAL.expired;
    if (outcome === 'wrong') return REFUSAL.token;
  }
  return config.maxUsers !== undefined && request.users >= config.maxUsers ? REFUSAL.full : undefined;
}
