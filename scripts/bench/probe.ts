import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { sleep } from '../../src/lib/clock.ts';
import { TYPESCRIPT_ARGS } from '../../src/lib/typescript-process.ts';

/** Where receivers listen. */
export const PORT = 7000;
/** Bytes of payload, and with the IP and UDP headers. */
const PAYLOAD_BYTES = 1000;
export const PACKET_BYTES = PAYLOAD_BYTES + 28;

export interface Enter {
  readonly command: string;
  readonly args: readonly string[];
}

/** One-way delays as the kernel stamped them. */
export interface Probed {
  readonly sent: number;
  readonly packetsPerSecond: number;
  readonly received: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** From the first arrival to the last. */
  readonly spanMs: number;
}

/** This machine's own network. */
export const HERE: Enter = { command: '', args: [] };

/**
 * Receives at each place ("namespace@address"; "-@address": here) what is sent to their addresses in turn, or to other targets
 * ("address:port"), so many packets a second in all.
 */
export async function probe(
  enter: Enter,
  places: readonly string[],
  packetsPerSecond: number,
  seconds: number,
  targets: readonly string[] = places.map((place) => place.split('@')[1] ?? ''),
): Promise<Probed> {
  const receiver = start(HERE, './receive.ts', [PORT, ...places]);
  const heard = said(receiver);
  await heard.next();
  const sender = start(enter, './send.ts', [packetsPerSecond, seconds, PAYLOAD_BYTES, PORT, ...targets]);
  const sent = JSON.parse((await said(sender).next()).value) as Pick<Probed, 'sent' | 'packetsPerSecond'>;
  await sleep(500);
  receiver.stdin?.end();
  const received = JSON.parse((await heard.next()).value) as Omit<Probed, 'sent' | 'packetsPerSecond'>;
  if (receiver.exitCode === null) await once(receiver, 'exit');
  return { ...sent, ...received };
}

function start(enter: Enter, script: string, args: readonly (string | number)[]): ChildProcess {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const words = [enter.command, ...enter.args, process.execPath, ...TYPESCRIPT_ARGS, file, ...args.map(String)];
  const [command = '', ...rest] = words.filter(Boolean);
  return spawn(command, rest, { stdio: ['pipe', 'pipe', 'inherit'] });
}

/** Each line a child says. */
function said(child: ChildProcess): AsyncIterator<string> {
  if (child.stdout === null) throw new Error('no stdout');
  return createInterface({ input: child.stdout })[Symbol.asyncIterator]();
}
