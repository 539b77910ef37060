import { type IceTask, whipTask } from '../browser/transports/whip/whip-task.ts';
import type { Secret } from '../model/scenario/secret.ts';
import type { WhipSettings } from '../model/scenario/whip-settings.ts';
import { findServer } from './find-server.ts';
import { type Endpoint, readEndpoint } from './read-endpoint.ts';
import { readIceServers } from './read-ice-servers.ts';
import { readSecret } from './read-secret.ts';
import type { Transport } from './transport.ts';
import { createTrustFlag } from './trust-flag.ts';

const PATH = 'broadcast.transport.whip';

/** Server elsewhere that speaks WHIP, WHEP, or both: nothing of it is started here. */
export const whip: Transport<WhipSettings> = {
  async prepare({ publish, watch, bearer, watchBearer = bearer, trust, iceServers = [], iceTransportPolicy }) {
    const watchToken = watchBearer === bearer ? 'bearer' : 'watchBearer';
    const [published, watched, ice] = await Promise.all([
      prepareEndpoint(publish, `${PATH}.publish`, bearer, `${PATH}.bearer`),
      prepareEndpoint(watch, `${PATH}.watch`, watchBearer, `${PATH}.${watchToken}`),
      readIceServers(iceServers, `${PATH}.iceServers`),
    ]);
    const prepared = [published, watched].flatMap((endpoint) => endpoint ?? []);
    const browserFlags = trust === undefined ? [] : [await createTrustFlag(trust.file, `${PATH}.trust.file`)];
    const iceTask: IceTask = {
      ...(ice.servers.length > 0 && { iceServers: ice.servers }),
      ...(iceTransportPolicy !== undefined && { iceTransportPolicy }),
    };
    const origins = prepared.map(({ url }) => new URL(url).origin);
    return {
      internet: [...prepared, ice].some(({ isLocal }) => isLocal) ? 'with-lan' : 'without-lan',
      publishes: published !== undefined,
      watches: watched !== undefined,
      browserFlags,
      trustedOrigins: () => [...new Set(origins.filter((origin) => origin.startsWith('http:')))],
      open: async () => ({
        publisher: async () => createTask(published, iceTask),
        viewer: async (_, audio) => createTask(watched, { ...iceTask, ...(audio?.channels === 2 && { stereo: true }) }),
        close: async () => {},
      }),
    };
  },
};

interface PreparedEndpoint extends Endpoint {
  readonly token: string | undefined;
  readonly isLocal: boolean;
}

async function prepareEndpoint(
  configured: WhipSettings['publish'],
  path: string,
  bearer: Secret | undefined,
  bearerPath: string,
): Promise<PreparedEndpoint | undefined> {
  if (configured === undefined) return undefined;
  const [endpoint, token] = await Promise.all([
    readEndpoint(configured, path),
    bearer === undefined ? undefined : readSecret(bearer, bearerPath),
  ]);
  return { ...endpoint, token, ...(await findServer(endpoint, path)) };
}

function createTask(endpoint: PreparedEndpoint | undefined, options: Parameters<typeof whipTask>[3]) {
  if (endpoint === undefined) throw new Error('a participant that the transport does not have');
  return whipTask(endpoint.url, endpoint.token, endpoint.isSecret, options);
}
