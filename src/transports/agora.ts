import { randomInt } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { type AgoraTask, ASK_FOR_TOKEN } from '../browser/transports/agora/agora-task.ts';
import type { PageTask } from '../browser/transports/page-task.ts';
import { CannotMeasureError } from '../lib/errors.ts';
import { AGORA_APP_ID, type AgoraAccessPoint, type AgoraSettings } from '../model/scenario/agora-settings.ts';
import { createTokenSource, type TokenSource } from './agora-tokens.ts';
import { findServer } from './find-server.ts';
import { readSecret } from './read-secret.ts';
import { scenarioError } from './scenario-error.ts';
import type { PreparedTransport, Transport } from './transport.ts';
import { createTrustFlag } from './trust-flag.ts';

const PATH = 'broadcast.transport.agora';
/** One of the SDK's own access points: resolving it shows that this machine is on the internet. */
const CLOUD_HOST = 'webrtc2-ap-web-1.agora.io';
/**
 * Origin of the pages, which the runner serves: a name that nobody can own (RFC 6761), and https because browser APIs
 * require it.
 */
const PAGE_ORIGIN = 'https://agora.longhaul.invalid';
/** User ids: apart from those that people choose, and from those of another rehearsal in the same channel. */
const FIRST_UID = 1_818_755_072;
const REHEARSAL_COUNT = 1 << 16;
const UIDS_PER_REHEARSAL = 1 << 12;

/** Agora's cloud or a private deployment of it, by its own SDK. */
export const agora: Transport<AgoraSettings> = {
  async prepare(settings) {
    const { accessPoint, publish, host } = settings;
    const appId = await readAppId(settings.appId);
    const tokens = await createTokenSource(settings, appId, PATH);
    const publishes = publish === 'own';
    const firstUid = FIRST_UID + randomInt(REHEARSAL_COUNT) * UIDS_PER_REHEARSAL;
    // Run the command now, so that a failing one fails here and not mid-take.
    if (settings.tokenCommand !== undefined) await tokens({ uid: firstUid, role: publishes ? 'host' : 'audience' });
    const isLocal = accessPoint === undefined ? await findCloud() : await findAccessPoint(accessPoint);
    const browserFlags = accessPoint === undefined ? [] : await createBrowserFlags(accessPoint);
    const makeTask = (uid: number, role: 'host' | 'audience', watchedUid?: number) =>
      createTask({ settings, appId, tokens, uid, role, ...(watchedUid !== undefined && { host: watchedUid }) });
    return {
      internet: isLocal ? 'with-lan' : 'without-lan',
      ...{ publishes, watches: true, browserFlags },
      trustedOrigins: () => [],
      async open() {
        let lastUid = firstUid;
        return {
          publisher: async () => makeTask(firstUid, 'host'),
          viewer: async () => makeTask(++lastUid, 'audience', publishes ? firstUid : host),
          close: async () => {},
        };
      },
    } satisfies PreparedTransport;
  },
};

function createTask({
  settings,
  appId,
  tokens,
  uid,
  role,
  host,
}: {
  readonly settings: AgoraSettings;
  readonly appId: string;
  readonly tokens: TokenSource;
  readonly uid: number;
  readonly role: 'host' | 'audience';
  readonly host?: number;
}): PageTask {
  const { channel, area, audienceLatency, dualStream, fallback, accessPoint } = settings;
  const agoraTask: AgoraTask = {
    ...{ appId, channel, uid, audienceLatency, fallback },
    ...(area !== undefined && { area }),
    ...(dualStream !== undefined && { dualStream }),
    ...(host !== undefined && { host }),
    ...(accessPoint !== undefined && {
      accessPoint: { servers: accessPoint.servers, domain: accessPoint.domain, port: accessPoint.port },
    }),
  };
  return {
    ...{ transport: 'agora', pageOrigin: PAGE_ORIGIN, settings: agoraTask },
    answers: { [ASK_FOR_TOKEN]: () => tokens({ uid, role }) },
  };
}

async function readAppId(appId: AgoraSettings['appId']): Promise<string> {
  if (typeof appId === 'string') return appId;
  const text = await readSecret(appId, `${PATH}.appId`);
  if (AGORA_APP_ID.test(text)) return text;
  throw scenarioError(`${PATH}.appId`, 'an app ID of 32 hexadecimal digits', 'something else');
}

async function findCloud(): Promise<false> {
  await lookup(CLOUD_HOST, { family: 4 }).catch((cause: unknown) => {
    throw new CannotMeasureError(
      `Agora’s servers cannot be found: no name server of this machine knows ${CLOUD_HOST}`,
      'check the internet connection; a private deployment is named by accessPoint',
      { cause },
    );
  });
  return false;
}

/** Returns whether any access point is on the local network. */
async function findAccessPoint({ servers, port, address }: AgoraAccessPoint): Promise<boolean> {
  const hosts = address === undefined ? servers : [address];
  const found = await Promise.all(
    hosts.map((host) =>
      findServer(
        { url: `https://${host}:${port}`, isSecret: false },
        `${PATH}.accessPoint.${address ? 'address' : 'servers'}`,
      ),
    ),
  );
  return found.some(({ isLocal }) => isLocal);
}

/** Returns browser flags that resolve the deployment's names and trust its key, and nothing else. */
async function createBrowserFlags({ domain, address, trust }: AgoraAccessPoint): Promise<string[]> {
  return [
    ...(address === undefined ? [] : [`--host-resolver-rules=MAP *.${domain} ${address}`]),
    ...(trust === undefined ? [] : [await createTrustFlag(trust.file, `${PATH}.accessPoint.trust.file`)]),
  ];
}
