import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { TYPESCRIPT_ARGS } from '../../../lib/typescript-process.ts';
import type { LinksLine } from '../../../model/recording/sample-lines.ts';
import type { JournalPart, PacketJournal } from '../../emulation/packet-journal.ts';
import { ownNetwork } from '../../user-namespace/own-network.ts';
import type { RouterConfig, RouterControl, RouterMessage } from './router-messages.ts';

const ROUTER = fileURLToPath(new URL('./router.ts', import.meta.url));
/**
 * Collect garbage on the router's own thread: helper threads have no real-time priority, and it would wait for them. And
 * let it collect what loading left before the first packet: later that would hold up packets for 8 ms. Numbers that are boxed
 * between functions, some 100 bytes a packet, are collected every 16 MB, which takes 0.5 ms.
 */
const V8_FLAGS = ['--single-threaded-gc', '--expose-gc', '--min-semi-space-size=16'];
/** From starting to passing packets; about 0.4 s on an idle machine. */
const START_TIMEOUT_MS = 15_000;
/** From being told to stop; it takes a few ms. */
const STOP_TIMEOUT_MS = 800;
/** Of what it wrote to stderr, in an error's message. */
const STDERR_TAIL_CHARACTERS = 2000;

export interface RouterEvents {
  onSecond(line: LinksLine): void;
  /** Once, when it has died without having been stopped. */
  onFailure(error: Error): void;
}

/** Which program it runs, and what it is called in an error. */
export interface RouterProgram {
  readonly script: string;
  readonly name: string;
}

const TUN_ROUTER: RouterProgram = { script: ROUTER, name: "network's router" };

/** The process that passes the packets, or for a backend whose kernel does, the one that tells the kernel how. */
export class RouterProcess<Config = RouterConfig> {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #exited: Promise<unknown>;
  readonly #events: RouterEvents;
  readonly #name: string;
  #stderr = '';
  #reason: string | undefined;
  #stopping = false;
  #started = false;
  #onReady: (detail: Extract<RouterMessage, { type: 'ready' }>['detail']) => void = () => {};
  #onDeath: (error: Error) => void = () => {};
  readonly #journalReaders: { resolve(part: JournalPart): void; reject(error: Error): void }[] = [];

  /** Starts loading at once, so that namespaces can be made meanwhile. */
  constructor(events: RouterEvents, { script, name }: RouterProgram = TUN_ROUTER) {
    this.#events = events;
    this.#name = name;
    // A process group of its own: Ctrl-C must not stop the network under those who are still leaving it.
    const [command = '', ...args] = [...ownNetwork(), process.execPath, ...V8_FLAGS, ...TYPESCRIPT_ARGS, script];
    this.#child = spawn(command, args, { stdio: 'pipe', detached: true });
    this.#exited = once(this.#child, 'close').catch(() => {});
    // Writing to a router that has died fails here; its death is reported below.
    this.#child.stdin.on('error', () => {});
    this.#child.stderr.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString()).slice(-STDERR_TAIL_CHARACTERS);
    });
    createInterface({ input: this.#child.stdout }).on('line', (line) =>
      this.#receive(JSON.parse(line) as RouterMessage),
    );
    this.#child.on('error', (error) => this.#died(error.message));
    this.#child.on('close', (code, signal) => this.#died(this.#reason ?? `ended with ${signal ?? `code ${code}`}`));
  }

  /** Opens the devices and begins to pass packets; gives what the router says of itself. */
  async start(config: Config, signal: AbortSignal): Promise<Extract<RouterMessage, { type: 'ready' }>['detail']> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        settle();
      };
      const onAbort = () => finish(() => reject(signal.reason));
      const timer = setTimeout(
        () => finish(() => reject(new Error(`the ${this.#name} did not start within ${START_TIMEOUT_MS} ms`))),
        START_TIMEOUT_MS,
      );
      this.#onDeath = (error) => finish(() => reject(error));
      this.#onReady = (detail) => finish(() => resolve(detail));
      if (signal.aborted) return onAbort();
      signal.addEventListener('abort', onAbort, { once: true });
      if (this.#reason !== undefined) return this.#onDeath(new Error(this.#reason));
      this.#child.stdin.write(`${JSON.stringify(config)}\n`);
    });
  }

  /** Takes effect within the router's turn, some 0.1 ms. */
  openWindow(): void {
    this.#control({ type: 'open-window' });
  }

  /** Of programs that keep one. */
  readonly journal: PacketJournal = {
    take: () =>
      new Promise((resolve, reject) => {
        if (this.#stopping) return reject(new Error(`the ${this.#name} has ended`));
        this.#journalReaders.push({ resolve, reject });
        this.#control({ type: 'take-journal' });
      }),
    fastForward: (stepMs) => this.#control({ type: 'fast-forward', stepMs }),
    end: () => this.#control({ type: 'end-journal' }),
  };

  /** Returns when the process is gone. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#refuseJournal(new Error(`the ${this.#name} was stopped`));
    this.#child.stdin.end();
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await this.#exited;
    clearTimeout(timer);
  }

  #control(message: RouterControl): void {
    this.#child.stdin.write(`${JSON.stringify(message)}\n`);
  }

  #receive(message: RouterMessage): void {
    switch (message.type) {
      case 'ready':
        this.#started = true;
        this.#onReady(message.detail);
        break;
      case 'links':
        if (!this.#stopping) this.#events.onSecond(message);
        break;
      case 'journal':
        this.#journalReaders.shift()?.resolve(message.part);
        break;
      case 'failed':
        this.#reason = message.reason;
        break;
    }
  }

  #died(reason: string): void {
    if (this.#stopping) return;
    this.#stopping = true;
    this.#reason = reason;
    const error = new Error(`the ${this.#name}: ${[reason, this.#stderr.trim()].filter(Boolean).join('\n')}`);
    this.#refuseJournal(error);
    if (this.#started) this.#events.onFailure(error);
    else this.#onDeath(error);
  }

  #refuseJournal(error: Error): void {
    for (const { reject } of this.#journalReaders.splice(0)) reject(error);
  }
}
