import { InputError } from '../lib/errors.ts';
import type { Scenario } from '../model/scenario.ts';

/** Where the server that --with starts is to take connections: the addresses that the scenario publishes to and watches from. */
export function serverAddresses({ broadcast, variants = [] }: Scenario): readonly { host: string; port: number }[] {
  const urls = [broadcast, ...variants.map((variant) => variant.broadcast)].flatMap(({ transport }) =>
    typeof transport === 'object' && 'whip' in transport
      ? [transport.whip.publish, transport.whip.watch].flatMap((url) => url ?? [])
      : [],
  );
  const found = urls.map((url) => {
    const { hostname, port, protocol } = new URL(url);
    return { host: hostname, port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port) };
  });
  return [...new Map(found.map((each) => [`${each.host}:${each.port}`, each])).values()];
}

/** Throws InputError where nobody would talk to it. */
export function checkServer(command: string | undefined, scenario: Scenario): void {
  if (command === undefined || (command.trim() !== '' && serverAddresses(scenario).length > 0)) return;
  throw new InputError([
    {
      ...{ where: '--with', path: '', got: command.trim() === '' ? 'an empty one' : 'a scenario without one' },
      expected: 'a command, for a scenario whose broadcast.transport is a whip server on this machine',
    },
  ]);
}
