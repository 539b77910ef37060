/**
 * Compares what a stream costs the origin and Debian's Janus (apt-get install janus): one publisher of 2 Mbps, ten viewers, real
 * DTLS-SRTP, in turns within one run. Prints CPU time (user and system) per Mbps sent and per 1000 packets, and memory; exit code 1
 * where the origin needs more CPU than Janus:
 *   npx tsx scripts/bench-origin-cost.ts [--rounds 3] [--seconds 20] [--viewers 10] [--warm-up 10] [--only longhaul|janus]
 * Code is compiled while it runs: after a longer --warm-up the origin needs less. With --beside DIR (another checkout), both
 * origins run at once under the same load, instead of Janus: on a busy machine that tells 3 % apart.
 * Needs no root. CPU time hardly depends on other load; the ratio least of all.
 */
import { spawn } from 'node:child_process';
import { networkInterfaces } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { sleep } from '../src/lib/clock.ts';
import { TYPESCRIPT_ARGS } from '../src/lib/typescript-process.ts';
import { startOrigin } from '../src/sfu/process/start-origin.ts';
import { MediaClient } from './bench/media-client.ts';
import { cpuTicks, memoryMiB, TICKS_PER_SECOND } from './bench/process-family.ts';
import { median } from './bench/quantile.ts';
import { type Row, table } from './bench/table.ts';
import { VideoSender } from './bench/video-sender.ts';
import { JanusSession } from './janus/janus-session.ts';
import { subscribe } from './janus/subscribe.ts';

const SERVER = resolve(import.meta.dirname, 'janus/serve-janus.ts');
const FRONT_PORT = 8889;
const BITRATE_BPS = 2_000_000;
const MOST_RATIO = 1;
const SDP = { 'content-type': 'application/sdp' };

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '20' },
    viewers: { type: 'string', default: '10' },
    'warm-up': { type: 'string', default: '10' },
    only: { type: 'string' },
    beside: { type: 'string' },
  },
});
const {
  rounds,
  seconds,
  viewers,
  'warm-up': warmUpS,
} = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value)])) as Record<
  'rounds' | 'seconds' | 'viewers' | 'warm-up',
  number
>;

// Janus gathers no loopback address.
const address = Object.values(networkInterfaces())
  .flat()
  .find((one) => one?.family === 'IPv4' && !one.internal)?.address;
if (address === undefined) throw new Error('this machine has no address but loopback');

interface Server {
  readonly pid: number;
  publish(client: MediaClient): Promise<void>;
  watch(client: MediaClient): Promise<void>;
  close(): Promise<void>;
}

const post = async (url: string, offer: string) => {
  const response = await fetch(url, { method: 'POST', body: offer, headers: SDP });
  if (response.status !== 201) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return response.text();
};

async function startOwn(host: string, start = startOrigin): Promise<Server> {
  const origin = await start({
    ...{ enter: { command: '', args: [] }, address: host, port: 0, signal: new AbortController().signal },
    ...{ onSecond: () => {}, onStamps: () => {}, onLog: () => {} },
    onExit: (error) => {
      throw error;
    },
  });
  return {
    pid: origin.pid,
    publish: async (client) => client.accept(await post(origin.whipUrl, await client.offer('SendOnly'))),
    watch: async (client) => client.accept(await post(origin.whepUrl, await client.offer('RecvOnly'))),
    close: () => origin.close(),
  };
}

async function startJanus(host: string): Promise<Server> {
  const child = spawn(process.execPath, [...TYPESCRIPT_ARGS, SERVER, host, String(FRONT_PORT)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pid = await new Promise<number>((done, fail) => {
    child.stdout.on('data', (data) => {
      const ready = /^ready (\d+)/m.exec(String(data));
      if (ready !== null) done(Number(ready[1]));
    });
    child.once('exit', () => fail(new Error('Janus did not start')));
  });
  const front = `http://${host}:${FRONT_PORT}`;
  return {
    pid,
    publish: async (client) => client.accept(await post(`${front}/whip`, await client.offer('SendOnly'))),
    async watch(client) {
      const session = await JanusSession.open();
      const offer = await subscribe(session);
      const sdp = await client.answer(offer?.sdp ?? '');
      await session.ask({ request: 'start', room: 1234 }, { type: 'answer', sdp });
    },
    async close() {
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** CPU time of a server's process over a round, and what its viewers got meanwhile. */
interface Round {
  readonly cpuMs: number;
  readonly packets: number;
  readonly bytes: number;
  readonly lost: number;
  readonly memoryMiB: number;
}

async function measure(server: Server, host: string): Promise<Round> {
  const publisher = new MediaClient(host);
  const watching = Array.from({ length: viewers }, () => new MediaClient(host));
  await server.publish(publisher);
  await publisher.open();
  const sender = new VideoSender(publisher, BITRATE_BPS);
  try {
    for (const viewer of watching) {
      await server.watch(viewer);
      await viewer.open();
    }
    await sleep(warmUpS * 1000);
    const counts = () => ({
      ticks: cpuTicks(server.pid),
      sent: sender.packets,
      packets: watching.reduce((sum, { received }) => sum + received.packets, 0),
      bytes: watching.reduce((sum, { received }) => sum + received.bytes, 0),
    });
    const before = counts();
    await sleep(seconds * 1000);
    const after = counts();
    return {
      cpuMs: ((after.ticks - before.ticks) * 1000) / TICKS_PER_SECOND,
      packets: after.packets - before.packets,
      bytes: after.bytes - before.bytes,
      lost: (after.sent - before.sent) * viewers - (after.packets - before.packets),
      memoryMiB: memoryMiB(server.pid),
    };
  } finally {
    sender.stop();
    for (const client of [publisher, ...watching]) client.close();
  }
}

const other: typeof startOrigin | undefined =
  values.beside && (await import(resolve(values.beside, 'src/sfu/process/start-origin.ts'))).startOrigin;
const SERVERS = {
  longhaul: startOwn,
  ...(other ? { beside: (host: string) => startOwn(host, other) } : { janus: startJanus }),
};
const names = Object.keys(SERVERS).filter((name) => (values.only ?? name) === name) as (keyof typeof SERVERS)[];
const measured = new Map<string, Round[]>(names.map((name) => [name, []]));

async function play(name: keyof typeof SERVERS, host: string): Promise<void> {
  const server = await SERVERS[name]?.(host);
  if (server === undefined) return;
  try {
    const one = await measure(server, host);
    measured.get(name)?.push(one);
    console.error(`${name}: ${JSON.stringify(one)}`);
  } finally {
    await server.close();
  }
}

for (let round = 0; round < rounds; round++) {
  if (other) await Promise.all(names.map((name) => play(name, address)));
  else for (const name of names) await play(name, address);
}

/** Share of a core in percent, over Mbps: seconds cancel. */
const percentPerMbps = ({ cpuMs, bytes }: Round) => cpuMs / 10 / ((bytes * 8) / 1e6);
const rows: Row[] = names.flatMap((name) => {
  const of = (value: (round: Round) => number) => median((measured.get(name) ?? []).map(value));
  return [
    { what: `${name}: of a core per Mbps sent`, measured: `${of(percentPerMbps).toFixed(3)} %` },
    {
      what: `${name}: CPU per 1000 packets sent`,
      measured: `${of(({ cpuMs, packets }) => (1000 * cpuMs) / packets).toFixed(1)} ms`,
    },
    { what: `${name}: lost on the way`, measured: `${of(({ lost, packets }) => (100 * lost) / packets).toFixed(2)} %` },
    { what: `${name}: memory`, measured: `${of((round) => round.memoryMiB).toFixed(0)} MiB` },
  ];
});
const [own = [], theirs = []] = [measured.get('longhaul'), measured.get(other ? 'beside' : 'janus')];
if (own.length > 0 && theirs.length > 0) {
  const ratio = median(own.map(percentPerMbps)) / median(theirs.map(percentPerMbps));
  const what = other ? 'CPU against the origin beside' : "CPU against Janus'";
  const passes = ratio <= MOST_RATIO;
  const bar = other ? {} : { bar: `at most x ${MOST_RATIO}`, passes };
  rows.push({ what, measured: `x ${ratio.toFixed(2)}`, ...bar });
  if (!other && !passes) process.exitCode = 1;
}
console.log(table(rows));
process.exit();
