import { lookup } from 'node:dns/promises';
import { BlockList } from 'node:net';
import { networkInterfaces } from 'node:os';
import { CannotMeasureError } from '../lib/errors.ts';
import type { Endpoint } from './read-endpoint.ts';
import { scenarioError } from './scenario-error.ts';

/** Private addresses: RFC 1918, and those inside carriers and VPNs (RFC 6598). */
const PRIVATE = new BlockList();
PRIVATE.addSubnet('10.0.0.0', 8);
PRIVATE.addSubnet('172.16.0.0', 12);
PRIVATE.addSubnet('192.168.0.0', 16);
PRIVATE.addSubnet('100.64.0.0', 10);
/** Addresses that in a participant's namespace mean the participant itself, or nobody. */
const UNREACHABLE = new BlockList();
UNREACHABLE.addSubnet('0.0.0.0', 8);
UNREACHABLE.addSubnet('127.0.0.0', 8);
UNREACHABLE.addSubnet('169.254.0.0', 16);

export interface FoundServer {
  /** Whether it is on this machine or its local network, which participants reach only on request. */
  readonly isLocal: boolean;
}

/**
 * Locates an endpoint's server with this machine's resolver; `path` is where the scenario names it. Throws InputError
 * if participants could not reach it, or only by plain http over the internet; CannotMeasureError if no resolver
 * answers.
 */
export async function findServer({ url, isSecret }: Endpoint, path: string): Promise<FoundServer> {
  const { hostname, protocol, origin } = new URL(url);
  const found = await lookup(hostname, { family: 4 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EAI_AGAIN')
      throw new CannotMeasureError(
        `no name server answers for ${hostname}`,
        'check this machine’s internet connection and its name server',
        { cause: error },
      );
    throw scenarioError(path, 'a server with an IPv4 address', `${hostname}, which has none (${error.code})`);
  });
  const { address } = found;
  if (UNREACHABLE.check(address))
    throw scenarioError(
      path,
      'an address that participants reach, this machine’s own in its network rather than loopback',
      `${hostname}${hostname === address ? '' : `, which is ${address}`}`,
    );
  const isLocal = PRIVATE.check(address) || isOwnAddress(address);
  // The request carries stream keys and tokens, so it must be encrypted on the open internet.
  if (protocol === 'http:' && !isLocal)
    throw scenarioError(
      path,
      'https, since the server is on the internet (http is for servers of the local network)',
      isSecret ? origin : url,
    );
  return { isLocal };
}

function isOwnAddress(address: string): boolean {
  return Object.values(networkInterfaces()).some((addresses = []) => addresses.some((own) => own.address === address));
}
