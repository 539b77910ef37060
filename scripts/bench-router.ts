/**
 * Measures the router: the emulation alone, and with TUN its accuracy and its limits, beside a plain socket on loopback
 * measured by the same probe. Needs root for the second part. Takes about 20 s: npx tsx scripts/bench-router.ts
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { sleep } from '../src/lib/clock.ts';
import { TYPESCRIPT_ARGS } from '../src/lib/typescript-process.ts';
import type { LinksLine } from '../src/model/recording.ts';
import type { ShapedNetwork } from '../src/network/backend.ts';
import { openNetwork } from '../src/network/open-network.ts';
import { benchEmulation, starTopology } from './bench/emulation.ts';

const VIEWERS = 20;
const HAUL_MS = 15;
const ACCESS_MS = 5;
const ASKED_MS = HAUL_MS + ACCESS_MS;
const PORT = 7000;
const PACKET_BYTES = 1000;

interface Result {
  readonly sent: number;
  readonly packetsPerSecond: number;
  readonly received: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

interface Enter {
  readonly command: string;
  readonly args: readonly string[];
}

const HERE: Enter = { command: '', args: [] };

function start(enter: Enter, script: string, args: readonly (string | number)[]): ChildProcess {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const [command = '', ...rest] = [
    enter.command,
    ...enter.args,
    process.execPath,
    ...TYPESCRIPT_ARGS,
    file,
    ...args.map(String),
  ].filter(Boolean);
  return spawn(command, rest, { stdio: ['pipe', 'pipe', 'inherit'] });
}

/** Each line a child says, parsed. */
function said(child: ChildProcess): AsyncIterator<string> {
  if (child.stdout === null) throw new Error('no stdout');
  return createInterface({ input: child.stdout })[Symbol.asyncIterator]();
}

async function probe(
  enter: Enter,
  places: readonly string[],
  packetsPerSecond: number,
  seconds: number,
): Promise<Result> {
  const receiver = start(HERE, './bench/receive.ts', [PORT, ...places]);
  const heard = said(receiver);
  await heard.next();
  const addresses = places.map((place) => place.split('@')[1] ?? '');
  const sender = start(enter, './bench/send.ts', [packetsPerSecond, seconds, PACKET_BYTES, PORT, ...addresses]);
  const sent = JSON.parse((await said(sender).next()).value) as Pick<Result, 'sent' | 'packetsPerSecond'>;
  await sleep(300);
  receiver.stdin?.end();
  const received = JSON.parse((await heard.next()).value) as Omit<Result, 'sent' | 'packetsPerSecond'>;
  if (receiver.exitCode === null) await once(receiver, 'exit');
  return { ...sent, ...received };
}

function print(what: string, { sent, packetsPerSecond, received, p50Ms, p99Ms, maxMs }: Result, askedMs: number): void {
  const us = (ms: number) => `${((ms - askedMs) * 1000).toFixed(0)} µs`.padStart(9);
  const lost = `${(100 * (1 - received / sent)).toFixed(2)} %`;
  console.log(
    `${what.padEnd(44)} ${packetsPerSecond.toFixed(0).padStart(6)} packets/s, lost ${lost.padStart(7)}, error p50 ${us(p50Ms)} p99 ${us(p99Ms)} max ${us(maxMs)}`,
  );
}

async function benchTun(): Promise<void> {
  const seconds: LinksLine[] = [];
  const plain = { jitterMs: 0, loss: { type: 'none' } } as const;
  const network: ShapedNetwork = await openNetwork(
    starTopology(VIEWERS, { ...plain, delayMs: HAUL_MS }, { ...plain, delayMs: ACCESS_MS }),
    {
      ...{ backend: 'tun', signal: new AbortController().signal },
      onSecond: (line) => seconds.push(line),
      onFailure: (error) => console.error(error),
    },
  );
  try {
    console.log(`router: ${JSON.stringify(network.backend.detail)}; ${ASKED_MS} ms asked over two links`);
    const viewers = Array.from({ length: VIEWERS }, (_, n) => `v${n + 1}`);
    const places = viewers.map((id) => `${network.namespaceOf(id)}@${network.addressOf(id)}`);
    const socket = await probe(HERE, ['-@127.0.0.1'], 6000, 3);
    print('plain socket on loopback, 6000/s', socket, 0);
    const one = await probe(network.enter('origin'), places.slice(0, 1), 300, 3);
    print('router, 1 flow x 300/s', one, ASKED_MS);
    const twenty = await probe(network.enter('origin'), places, 6000, 4);
    print('router, 20 flows x 300/s', twenty, ASKED_MS);
    const full = seconds.filter(({ shaper }) => shaper.packets > 5500 && shaper.packets < 6500);
    print('router, 20 flows x 2000/s', await probe(network.enter('origin'), places, 40_000, 2), ASKED_MS);
    print('router, 20 flows x 5000/s', await probe(network.enter('origin'), places, 100_000, 2), ASKED_MS);
    const ratio = (router: number, plainMs: number) => ((router - ASKED_MS) / plainMs).toFixed(1);
    console.log(
      `error of the router against a plain socket: p50 x ${ratio(twenty.p50Ms, socket.p50Ms)}, p99 x ${ratio(twenty.p99Ms, socket.p99Ms)}`,
    );
    for (const { shaper } of full) console.log(`what the router said of itself, 20 x 300: ${JSON.stringify(shaper)}`);
    console.log(`drops nobody asked for: ${seconds.reduce((sum, line) => sum + line.shaper.unaskedDrops, 0)}`);
  } finally {
    await network.close();
  }
}

benchEmulation(VIEWERS, 200_000);
console.log(
  `emulation alone, two links with every effect: ${benchEmulation(VIEWERS, 1_000_000).toFixed(0)} ns a packet`,
);
await benchTun();
