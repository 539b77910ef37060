import { run } from '../../lib/processes.ts';

/** Beside the emulated hosts' addresses, above the last of them. */
const BASE = '10.77.252';

/** Two addresses of a /30 that no device of the machine has. Which one, does not matter: they are seen by nobody else. */
export async function freeSubnet(ip: string): Promise<{ machine: string; inside: string }> {
  const taken = await run(ip, ['-4', '-o', 'address', 'show']);
  for (let first = 0; first < 256; first += 4) {
    const machine = `${BASE}.${first + 1}`;
    if (!taken.includes(` ${machine}/`)) return { machine, inside: `${BASE}.${first + 2}` };
  }
  throw new Error(`no address of ${BASE}.0/24 is free for the way out`);
}
