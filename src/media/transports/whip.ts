import type { WhipSettings } from '../../model/whip-settings.ts';
import { findServer } from './find-server.ts';
import { readSecret } from './read-secret.ts';
import type { Transport } from './transport.ts';
import { trustFlag } from './trust-flag.ts';
import { whipTask } from './whip-task.ts';

const PATH = 'broadcast.transport.whip';

/** A server somewhere else that speaks WHIP, WHEP, or both: nothing of it is started here. */
export const whip: Transport<WhipSettings> = {
  async prepare({ publish, watch, bearer, watchBearer = bearer, trust }) {
    const [publishToken, watchToken] = await Promise.all([
      publish === undefined || bearer === undefined ? undefined : readSecret(bearer, `${PATH}.bearer`),
      watch === undefined || watchBearer === undefined
        ? undefined
        : readSecret(watchBearer, `${PATH}.${watchBearer === bearer ? 'bearer' : 'watchBearer'}`),
    ]);
    const servers = await Promise.all([
      ...(publish === undefined ? [] : [findServer(publish, `${PATH}.publish`)]),
      ...(watch === undefined ? [] : [findServer(watch, `${PATH}.watch`)]),
    ]);
    const browserFlags = trust === undefined ? [] : [await trustFlag(trust.file, `${PATH}.trust.file`)];
    const origins = [publish, watch].flatMap((url) => (url === undefined ? [] : new URL(url).origin));
    return {
      internet: servers.some(({ isLocal }) => isLocal) ? 'with-lan' : 'without-lan',
      publishes: publish !== undefined,
      watches: watch !== undefined,
      browserFlags,
      trustedOrigins: () => [...new Set(origins.filter((origin) => origin.startsWith('http:')))],
      open: async () => ({
        publisher: async () => whipTask(publish ?? nobodyAsks(), publishToken),
        viewer: async () => whipTask(watch ?? nobodyAsks(), watchToken),
        close: async () => {},
      }),
    };
  },
};

function nobodyAsks(): never {
  throw new Error('a participant that the transport does not have');
}
