import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { outputTail } from '../../../lib/output-tail.ts';
import { TYPESCRIPT_ARGS } from '../../../lib/typescript-process.ts';
import type { LinksLine } from '../../../model/recording/sample-lines.ts';
import type { JournalPart, PacketJournal } from '../../emulation/packet-journal.ts';
import { ownNetworkPrefix } from '../../user-namespace/own-network-prefix.ts';
import type { RouterConfig, RouterControl, RouterMessage } from './router-messages.ts';

const ROUTER = fileURLToPath(new URL('./router.ts', import.meta.url));
/**
 * V8 flags of the router. Garbage is collected on the router's own thread, because helper threads have no real-time priority
 * and the router would wait for them. Exposed gc() lets it collect the garbage of loading before the first packet; later
 * that would delay packets by 8 ms. Boxed numbers, some 100 bytes per packet, are collected every 16 MB, which takes 0.5 ms.
 */
const V8_FLAGS = ['--single-threaded-gc', '--expose-gc', '--min-semi-space-size=16'];
/** Maximum time from start to forwarding packets; about 0.4 s on an idle machine. */
const START_TIMEOUT_MS = 15_000;
/** Maximum time to stop after being asked; normally a few ms. */
const STOP_TIMEOUT_MS = 800;

export interface RouterEvents {
  onSecond(line: LinksLine): void;
  /** Called once, if the process dies without having been stopped. */
  onFailure(error: Error): void;
}

/** Program to run, and its name in error messages. */
export interface RouterProgram {
  readonly script: string;
  readonly name: string;
}

const TUN_ROUTER: RouterProgram = { script: ROUTER, name: "network's router" };

/** Process that forwards the packets or, for a backend whose kernel forwards them, configures the kernel. */
export class RouterProcess<Config = RouterConfig> {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #exited: Promise<unknown>;
  readonly #events: RouterEvents;
  readonly #name: string;
  readonly #stderr: () => string;
  #reason: string | undefined;
  #stopping = false;
  #started = false;
  #onReady: (detail: Extract<RouterMessage, { type: 'ready' }>['detail']) => void = () => {};
  #onDeath: (error: Error) => void = () => {};
  readonly #journalReaders: { resolve(part: JournalPart): void; reject(error: Error): void }[] = [];

  /** Starts the process at once, so that it loads while namespaces are made. */
  constructor(events: RouterEvents, { script, name }: RouterProgram = TUN_ROUTER) {
    this.#events = events;
    this.#name = name;
    // A process group of its own: Ctrl-C must not stop the network while participants are still leaving it.
    const [command = '', ...args] = [...ownNetworkPrefix(), process.execPath, ...V8_FLAGS, ...TYPESCRIPT_ARGS, script];
    this.#child = spawn(command, args, { stdio: 'pipe', detached: true });
    this.#exited = once(this.#child, 'close').catch(() => {});
    // A write to a dead router fails here; its death is reported below.
    this.#child.stdin.on('error', () => {});
    this.#stderr = outputTail(this.#child.stderr);
    createInterface({ input: this.#child.stdout }).on('line', (line) =>
      this.#receive(JSON.parse(line) as RouterMessage),
    );
    this.#child.on('error', (error) => this.#died(error.message));
    this.#child.on('close', (code, signal) => this.#died(this.#reason ?? `ended with ${signal ?? `code ${code}`}`));
  }

  /**
   * Sends the configuration; resolves with the details the router reports once it forwards packets. Throws the signal's
   * reason.
   */
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

  /** Opens the measured window; takes effect within one turn of the router's loop, some 0.1 ms. */
  openWindow(): void {
    this.#control({ type: 'open-window' });
  }

  /** Journal of the packets, for programs that keep one. */
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

  /** Stops the process and resolves when it is gone. */
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
    const error = new Error(`the ${this.#name}: ${[reason, this.#stderr()].filter(Boolean).join('\n')}`);
    this.#refuseJournal(error);
    if (this.#started) this.#events.onFailure(error);
    else this.#onDeath(error);
  }

  #refuseJournal(error: Error): void {
    for (const { reject } of this.#journalReaders.splice(0)) reject(error);
  }
}
