import { randomInt } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { type AgoraTask, ASK_FOR_TOKEN } from '../browser/transports/agora/agora-task.ts';
import type { PageTask } from '../browser/transports/page-task.ts';
import { definedFields } from '../lib/defined-fields.ts';
import { CannotMeasureError } from '../lib/errors.ts';
import {
  AGORA_APP_ID,
  type AgoraAccessPoint,
  type AgoraSettings,
  type AgoraUid,
} from '../model/scenario/agora-settings.ts';
import { readEncryption } from './agora-encryption.ts';
import { createTokenSource, type TokenSource, type TokenUser } from './agora-tokens.ts';
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
    const encryption = await readEncryption(settings.encryption, `${PATH}.encryption`);
    const firstNumber = FIRST_UID + randomInt(REHEARSAL_COUNT) * UIDS_PER_REHEARSAL;
    const uidOf = (n: number) => (settings.uids === 'string' ? `longhaul-${firstNumber + n}` : firstNumber + n);
    const ownHost = uidOf(0);
    // Run the command now, so that a failing one fails here and not mid-take.
    if (settings.tokenCommand !== undefined) await tokens({ uid: ownHost, role: publishes ? 'host' : 'audience' });
    const isLocal = accessPoint === undefined ? await findCloud() : await findAccessPoint(accessPoint);
    const browserFlags = accessPoint === undefined ? [] : await createBrowserFlags(accessPoint);
    const makeTask = (user: TokenUser, watchedUid?: AgoraUid) =>
      createTask({ settings, appId, encryption, tokens, user, host: watchedUid });
    return {
      internet: isLocal ? 'with-lan' : 'without-lan',
      ...{ publishes, watches: true, browserFlags },
      trustedOrigins: () => [],
      async open() {
        let viewers = 0;
        return {
          publisher: async () => makeTask({ uid: ownHost, role: 'host' }),
          viewer: async () => makeTask({ uid: uidOf(++viewers), role: 'audience' }, publishes ? ownHost : host),
          close: async () => {},
        };
      },
    } satisfies PreparedTransport;
  },
};

function createTask({
  settings,
  appId,
  encryption,
  tokens,
  user,
  host,
}: {
  readonly settings: AgoraSettings;
  readonly appId: string;
  readonly encryption: AgoraTask['encryption'];
  readonly tokens: TokenSource;
  readonly user: TokenUser;
  readonly host: AgoraUid | undefined;
}): PageTask {
  const agoraTask: AgoraTask = {
    ...{ ...pageSettings(settings, user.role), appId, uid: user.uid },
    ...(encryption !== undefined && { encryption }),
    ...(host !== undefined && { host }),
  };
  const { preload, lastmileProbe } = agoraTask;
  return {
    ...{ transport: 'agora', pageOrigin: PAGE_ORIGIN, settings: agoraTask },
    ...(encryption !== undefined && {
      hidden: [encryption.key, ...(encryption.salt === undefined ? [] : [encryption.salt])],
    }),
    ...((preload === true || lastmileProbe === true) && { prepares: true }),
    answers: { [ASK_FOR_TOKEN]: (purpose) => tokens(user, purpose === 'renew' ? 'renew' : 'join') },
  };
}

/** Returns the settings that a page of this role needs: no secrets, and nothing that is the other role's affair. */
function pageSettings(settings: AgoraSettings, role: TokenUser['role']) {
  const { channel, area, excludedArea, cloudProxy, audienceLatency, fallback, lastmileProbe, accessPoint } = settings;
  const { videoProfile, bitrateMinBps, minDownscale, optimizationMode, audioProfile, dualStream } = settings;
  const { stream, preload, autoSubscribe, presubscribe } = settings;
  const ofRole =
    role === 'host'
      ? { videoProfile, bitrateMinBps, minDownscale, optimizationMode, audioProfile, dualStream }
      : { stream, preload, autoSubscribe, presubscribe };
  return {
    ...{ channel, audienceLatency, fallback },
    ...definedFields({ area, excludedArea, cloudProxy, lastmileProbe, ...ofRole }),
    ...(accessPoint && {
      accessPoint: { servers: accessPoint.servers, domain: accessPoint.domain, port: accessPoint.port },
    }),
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
