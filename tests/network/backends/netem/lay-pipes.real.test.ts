import { afterEach, describe, expect, it } from 'vitest';
import { sleep } from '../../../../src/lib/clock.ts';
import { which } from '../../../../src/lib/processes.ts';
import { configureHosts } from '../../../../src/network/backends/namespaces/configure-hosts.ts';
import { type Host, nameHosts } from '../../../../src/network/backends/namespaces/name-hosts.ts';
import {
  listNamespaces,
  makeNamespaces,
  NAMESPACES_DIRECTORY,
  removeNamespaces,
} from '../../../../src/network/backends/namespaces/namespaces.ts';
import { layPipes } from '../../../../src/network/backends/netem/lay-pipes.ts';
import { planPipes } from '../../../../src/network/backends/netem/pipe-plan.ts';
import { readPrivilege } from '../../../../src/network/user-namespace/privilege.ts';
import { link, topology } from '../../support/profiles.ts';
import { PacketTap, Sender } from '../../uml/packet-tap.ts';

const ip = await which('ip');
const works = readPrivilege() === 'root' && ip !== undefined;
if (!works) process.stderr.write("\nSKIPPED: netem's pipes are not tested here: needs root and the ip command\n\n");

const VIEWERS = Array.from({ length: 8 }, (_, n) => `v${n}`);
const ACCESS = { delayMs: 10, jitterMs: 5, rateBps: 5e6 };
/** Pipes per direction: three for the access line, one for the haul. */
const REGION = topology(
  ['publisher', 'origin', ...VIEWERS],
  [
    ...[link('mile/out', ACCESS), link('mile/back', ACCESS), link('haul/out'), link('haul/back')],
    ...VIEWERS.flatMap((viewer) => [link(`${viewer}/out`, ACCESS), link(`${viewer}/back`, ACCESS)]),
  ],
  [
    ['publisher', 'origin', 'mile/out'],
    ['origin', 'publisher', 'mile/back'],
    ...VIEWERS.flatMap((viewer) => [
      ['origin', viewer, 'haul/out', `${viewer}/out`],
      [viewer, 'origin', `${viewer}/back`, 'haul/back'],
    ]),
  ],
);

/** A busy machine takes its time. */
const POLL = { timeout: 10_000 };

const made: string[] = [];
afterEach(async () => {
  await removeNamespaces(made);
  expect(listNamespaces().filter((name) => made.includes(name))).toEqual([]);
});

/** Pipes without qdiscs, which any kernel supports. */
async function lay(): Promise<readonly Host[]> {
  const { prefix, hosts } = nameHosts(REGION.nodes);
  made.push(`${prefix}core`, ...hosts.map(({ namespace }) => namespace));
  await makeNamespaces(ip ?? '', made);
  await layPipes(ip ?? '', `${prefix}core`, hosts, planPipes(REGION));
  await configureHosts(hosts);
  return hosts;
}

describe.skipIf(!works)("netem's pipes", () => {
  it('lead every packet to its destination only, and are laid for eight viewers within 2 s', async () => {
    const startMs = performance.now();
    const hosts = await lay();
    expect(performance.now() - startMs).toBeLessThan(2000);
    const path = ({ namespace }: Host) => `${NAMESPACES_DIRECTORY}/${namespace}`;
    const [publisher, origin, ...viewers] = hosts;
    if (publisher === undefined || origin === undefined) throw new Error('no hosts');
    const taps = new Map(hosts.map((host) => [host, new PacketTap(path(host))]));
    const pairs = [
      [publisher, origin],
      [origin, publisher],
      ...viewers.flatMap((viewer) => [
        [origin, viewer],
        [viewer, origin],
      ]),
    ] as const;
    const senders = pairs.map(
      ([from, to], flow) => new Sender(flow, path(from ?? origin), path(to ?? origin), to?.address ?? ''),
    );
    // One more packet without a route: viewers reach only the origin.
    const [first, second] = viewers;
    if (first === undefined || second === undefined) throw new Error('no viewers');
    const astray = new Sender(pairs.length, path(first), path(second), second.address);
    for (let count = 0; count < 20; count++) for (const sender of [...senders, astray]) sender.send(1500);
    const seenOf = (host: Host | undefined, flow: number) =>
      taps.get(host ?? origin)?.seen.filter((packet) => packet.flow === flow).length;
    await expect
      .poll(() => {
        for (const tap of taps.values()) tap.drain();
        return pairs.map(([, to], flow) => seenOf(to, flow));
      }, POLL)
      .toEqual(pairs.map(() => 20));
    // A packet led astray would have come by now.
    await sleep(200);
    for (const tap of taps.values()) tap.drain();
    for (const [flow, [from, to]] of pairs.entries())
      for (const host of hosts) expect(seenOf(host, flow)).toBe(host === from || host === to ? 20 : 0);
    expect(taps.get(second)?.seen.filter(({ flow }) => flow === pairs.length)).toEqual([]);
    for (const closable of [...taps.values(), ...senders, astray]) closable.close();
  });
});
