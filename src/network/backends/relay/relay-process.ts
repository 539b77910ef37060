import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { outputTail } from '../../../lib/output-tail.ts';
import { TYPESCRIPT_ARGS } from '../../../lib/typescript-process.ts';
import type { LinksLine } from '../../../model/recording/sample-lines.ts';
import type { Topology } from '../../../model/scenario/network.ts';
import type { Endpoint } from '../../backend.ts';
import type { FromRelay, RelayDetail, ToRelay } from './relay-messages.ts';

const PROGRAM = fileURLToPath(new URL('./run-relay.ts', import.meta.url));
/** V8 flags as for the tun router: garbage is collected on the main thread, that of loading before the first packet. */
const V8_FLAGS = ['--single-threaded-gc', '--expose-gc'];
/** Maximum time from start to forwarding packets; about 0.5 s on an idle machine. */
const START_TIMEOUT_MS = 15_000;
const STOP_TIMEOUT_MS = 800;
/** Maximum time to open a port. */
const ANSWER_TIMEOUT_MS = 5000;

export interface RelayEvents {
  onSecond(line: LinksLine): void;
  /** Called once, if the process dies without having been stopped. */
  onFailure(error: Error): void;
}

interface Waiting<T> {
  resolve(value: T): void;
  reject(error: Error): void;
  readonly timer?: NodeJS.Timeout;
}

/** Handle of the process that forwards the packets. */
export class RelayProcess {
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;
  readonly #events: RelayEvents;
  readonly #requests = new Map<number, Waiting<Endpoint>>();
  #starting: Waiting<RelayDetail> | undefined;
  #requestCount = 0;
  readonly #stderr: () => string;
  #reason: string | undefined;
  #state: 'new' | 'running' | 'ended' = 'new';

  constructor(events: RelayEvents) {
    this.#events = events;
    // A process group of its own: Ctrl-C must not stop the network while participants are still leaving it.
    this.#child = spawn(process.execPath, [...V8_FLAGS, ...TYPESCRIPT_ARGS, PROGRAM], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      detached: true,
      windowsHide: true,
    });
    this.#exited = once(this.#child, 'close').catch(() => {});
    this.#stderr = outputTail(this.#child.stderr);
    this.#child.on('message', (message: FromRelay) => this.#receive(message));
    this.#child.on('error', (error) => this.#died(error.message));
    this.#child.on('close', (code, signal) => this.#died(this.#reason ?? `ended with ${signal ?? `code ${code}`}`));
  }

  /** Starts the relay; resolves with the details it reports once it can forward packets. Throws the signal's reason. */
  async start(topology: Topology, signal: AbortSignal): Promise<RelayDetail> {
    let timer: NodeJS.Timeout | undefined;
    let onAbort = () => {};
    try {
      return await new Promise<RelayDetail>((resolve, reject) => {
        onAbort = () => reject(signal.reason);
        if (signal.aborted) return onAbort();
        signal.addEventListener('abort', onAbort, { once: true });
        const late = new Error(`the relay did not start within ${START_TIMEOUT_MS} ms`);
        timer = setTimeout(() => reject(late), START_TIMEOUT_MS);
        this.#starting = { resolve, reject };
        if (this.#reason !== undefined) return reject(new Error(this.#reason));
        this.#send({ type: 'start', topology });
      });
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      this.#starting = undefined;
    }
  }

  /** Returns the relay's port that stands in for `target` on the node's path. */
  reach(node: string, target: Endpoint): Promise<Endpoint> {
    return new Promise((resolve, reject) => {
      if (this.#state !== 'running') return reject(new Error('the relay is not running'));
      const request = ++this.#requestCount;
      const late = new Error(`the relay did not answer within ${ANSWER_TIMEOUT_MS} ms`);
      const timer = setTimeout(() => this.#takeRequest(request)?.reject(late), ANSWER_TIMEOUT_MS);
      this.#requests.set(request, { resolve, reject, timer });
      this.#send({ type: 'reach', request, node, target });
    });
  }

  openWindow(): void {
    this.#send({ type: 'open-window' });
  }

  /** Stops the process and resolves when it is gone. */
  async stop(): Promise<void> {
    this.#end(new Error('the relay was stopped'));
    this.#send({ type: 'stop' });
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await this.#exited;
    clearTimeout(timer);
  }

  #send(message: ToRelay): void {
    // A send to a dead relay fails; its death is reported separately.
    if (this.#child.connected) this.#child.send(message, () => {});
  }

  #receive(message: FromRelay): void {
    switch (message.type) {
      case 'ready':
        if (this.#state === 'new') this.#state = 'running';
        this.#starting?.resolve(message.detail);
        return;
      case 'reached':
        this.#takeRequest(message.request)?.resolve(message.at);
        return;
      case 'refused':
        this.#takeRequest(message.request)?.reject(new Error(message.reason));
        return;
      case 'links':
        if (this.#state === 'running') this.#events.onSecond(message);
        return;
      case 'failed':
        this.#reason = message.reason;
    }
  }

  /** Removes and returns a pending request. */
  #takeRequest(request: number): Waiting<Endpoint> | undefined {
    const waiting = this.#requests.get(request);
    this.#requests.delete(request);
    clearTimeout(waiting?.timer);
    return waiting;
  }

  #died(reason: string): void {
    const before = this.#state;
    if (before === 'ended') return;
    this.#reason = reason;
    const error = new Error(`the network's relay: ${[reason, this.#stderr()].filter(Boolean).join('\n')}`);
    this.#end(error);
    if (before === 'running') this.#events.onFailure(error);
    else this.#starting?.reject(error);
  }

  #end(error: Error): void {
    this.#state = 'ended';
    for (const request of [...this.#requests.keys()]) this.#takeRequest(request)?.reject(error);
  }
}
