import { InputError } from '../../lib/errors.ts';
import type { Scenario } from '../../model/scenario/scenario.ts';
import { readEndpoint } from '../../transports/read-endpoint.ts';

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/**
 * Lists the addresses that the server started by --with has to listen on: those that the scenario publishes to and watches from.
 * Throws InputError when one of them cannot be read.
 */
export async function serverAddresses(scenario: Scenario): Promise<readonly { host: string; port: number }[]> {
  const urls = await Promise.all(
    endpointsOf(scenario).map(async (written) => (await readEndpoint(written, 'broadcast.transport.whip')).url),
  );
  const found = urls.map((url) => {
    const { hostname, port, protocol } = new URL(url);
    return { host: hostname, port: port === '' ? (DEFAULT_PORTS[protocol] ?? 0) : Number(port) };
  });
  return [...new Map(found.map((each) => [`${each.host}:${each.port}`, each])).values()];
}

/** Throws InputError when --with is empty, or when no broadcast of the scenario would use the server. */
export function checkServer(command: string | undefined, scenario: Scenario): void {
  if (command === undefined || (command.trim() !== '' && endpointsOf(scenario).length > 0)) return;
  throw new InputError([
    {
      ...{ where: '--with', path: '', got: command.trim() === '' ? 'an empty one' : 'a scenario without one' },
      expected: 'a command, for a scenario whose broadcast.transport is a whip server on this machine',
    },
  ]);
}

function endpointsOf({ broadcast, variants = [] }: Scenario) {
  return [broadcast, ...variants.map((variant) => variant.broadcast)].flatMap(({ transport }) =>
    typeof transport === 'object' && 'whip' in transport
      ? [transport.whip.publish, transport.whip.watch].flatMap((endpoint) => endpoint ?? [])
      : [],
  );
}
