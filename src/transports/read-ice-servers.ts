import type { IceServer } from '../browser/transports/whip/whip-task.ts';
import type { IceServerSettings } from '../model/scenario/ice-settings.ts';
import { findServer } from './find-server.ts';
import { readSecret } from './read-secret.ts';

export interface ReadIceServers {
  readonly servers: readonly IceServer[];
  /** Whether any is on this machine or its local network, which participants reach only on request. */
  readonly isLocal: boolean;
}

/** Host of a STUN or TURN address. */
const HOST = /^[a-z]+:([^:?]+)/;

/**
 * Reads the secrets of STUN and TURN servers and locates them; `path` is where the scenario names them. Throws InputError
 * or CannotMeasureError, which show no secret.
 */
export async function readIceServers(settings: readonly IceServerSettings[], path: string): Promise<ReadIceServers> {
  const read = await Promise.all(
    settings.map(async ({ urls, username, credential }, n) => {
      const at = `${path}[${n}]`;
      const found = await Promise.all(
        urls.map((url) => findServer({ url: `https://${HOST.exec(url)?.[1] ?? ''}/`, isSecret: false }, `${at}.urls`)),
      );
      const name = typeof username === 'object' ? await readSecret(username, `${at}.username`) : username;
      const password = credential === undefined ? undefined : await readSecret(credential, `${at}.credential`);
      const server: IceServer = {
        urls,
        ...(name !== undefined && { username: name }),
        ...(password !== undefined && { credential: password }),
      };
      return { server, isLocal: found.some((each) => each.isLocal) };
    }),
  );
  return { servers: read.map(({ server }) => server), isLocal: read.some(({ isLocal }) => isLocal) };
}
