import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { VirtualClock } from '../../../src/time/virtual-clock.ts';

/** Outcome of a program, and how long it ran by the leader's clock. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly tookMs: number;
}

/** Tools passed to a function that is evaluated in the leader. */
export interface Tools {
  readonly clock: VirtualClock;
  sleep(ms: number): Promise<void>;
  readonly spawn: typeof spawn;
  /** Imports a module of the project by its path from the root. */
  load<T>(path: string): Promise<T>;
  run(command: string, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ended>;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

const LEADER = fileURLToPath(new URL('./leader.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * A node process with a virtual clock of its own, the leader, and all its children. The test that holds it runs in real
 * time.
 */
export class Family {
  readonly page: string;
  readonly #leader: ChildProcess;
  readonly #waiting: Map<number, Waiting>;
  #calls = 0;

  private constructor(leader: ChildProcess, page: string, waiting: Map<number, Waiting>) {
    this.#leader = leader;
    this.page = page;
    this.#waiting = waiting;
  }

  static async begin(): Promise<Family> {
    const leader = spawn(process.execPath, ['--import', 'tsx', LEADER], {
      cwd: ROOT,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const waiting = new Map<number, Waiting>();
    const begun = new Promise<unknown>((resolve, reject) => waiting.set(0, { resolve, reject }));
    createInterface(leader.stdout).on('line', (line) => {
      const { id, value, error } = JSON.parse(line) as { id: number; value?: unknown; error?: string };
      if (error === undefined) waiting.get(id)?.resolve(value);
      else waiting.get(id)?.reject(new Error(error));
      waiting.delete(id);
    });
    leader.once('exit', (code, signal) => {
      for (const { reject } of waiting.values()) reject(new Error(`the leader ended: ${code ?? signal}`));
    });
    return new Family(leader, (await begun) as string, waiting);
  }

  get pid(): number {
    return this.#leader.pid ?? 0;
  }

  /** Calls a function in the leader. It is sent as text, so it can use nothing but its arguments. */
  evaluate<T, A>(call: (tools: Tools, args: A) => T | Promise<T>, args?: A): Promise<T> {
    const id = ++this.#calls;
    const answered = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#leader.stdin?.write(`${JSON.stringify({ id, source: call.toString(), args })}\n`);
    return answered as Promise<T>;
  }

  /** Lets the leader exit by itself, or ends it by a signal. */
  async end(signal?: NodeJS.Signals): Promise<void> {
    if (this.#leader.exitCode !== null || this.#leader.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#leader.once('exit', resolve));
    if (signal === undefined) this.#leader.stdin?.end();
    else this.#leader.kill(signal);
    await ended;
  }
}
