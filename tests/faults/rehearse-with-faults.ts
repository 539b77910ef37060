import { fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { sleep } from '../../src/lib/clock.ts';
import { TYPESCRIPT_ARGS } from '../../src/lib/typescript-process.ts';
import type { Result } from '../../src/model/result/result.ts';
import { virtualTimeVariables } from '../../src/time/begin-virtual-time.ts';
import { findPreload } from '../../src/time/preload.ts';
import { writeScenario } from '../e2e/longhaul.ts';
import type { FromRehearsal, Order, ToRehearsal } from './faulty-process-messages.ts';

const PROCESS = fileURLToPath(new URL('./faulty-process.ts', import.meta.url));

/** Faults that a test may inject into a running take. Times are the stream's own. */
export interface FaultInjection {
  readonly publisher: {
    delaySound(ms: number): Promise<unknown>;
    cutSound(ms: number): Promise<unknown>;
    blur(isOn: boolean): Promise<unknown>;
    freeze(isOn: boolean): Promise<unknown>;
    /** At most so many pictures a second, and each late; 0 for as many as asked for. */
    slowTo(fps: number): Promise<unknown>;
    reload(): Promise<unknown>;
  };
  /** Resolves so many seconds after the window has opened. */
  at(second: number): Promise<unknown>;
  /** Ids of the processes that run on this node. */
  pidsOn(node: string): Promise<number[]>;
}

export interface FaultyRehearsal {
  readonly code: number;
  readonly result: Result;
  /** Directory of recordings and reports. */
  readonly directory: string;
  readonly talk: string;
}

/** `longhaul run` in a process of its own, all of it real, with faults injected into its pages: longhaul itself has no switch for them. */
export async function rehearseWithFaults(
  directory: string,
  name: string,
  scenario: string,
  disturb: (faults: FaultInjection) => Promise<void>,
  slow = 'auto',
): Promise<FaultyRehearsal> {
  const preload = findPreload();
  const virtual = slow === '1' || 'why' in preload ? {} : virtualTimeVariables(preload.path);
  const child = fork(PROCESS, { execArgv: [...TYPESCRIPT_ARGS], env: { ...process.env, ...virtual } });
  // Its own end, in order, comes with the channel's.
  onTestFinished(() => void (child.connected && child.disconnect()));
  const out = join(directory, name);
  const [stdout, talk]: [string[], string[]] = [[], []];
  const waiting = new Map<number, (done: Extract<FromRehearsal, { type: 'done' }>) => void>();
  let opened: () => void = () => {};
  const windowOpened = new Promise<void>((resolve) => {
    opened = resolve;
  });
  const running = new Promise<number>((resolve, reject) => {
    child.on('message', (message: FromRehearsal) => {
      switch (message.type) {
        case 'out':
          return void stdout.push(message.text);
        case 'talk':
          talk.push(message.text);
          return void (message.text.includes('measuring for') && opened());
        case 'done':
          return waiting.get(message.id)?.(message);
        case 'ended':
          return resolve(message.code);
        case 'failed':
          return reject(new Error(message.error));
      }
    });
    child.once('exit', (code) => reject(new Error(`the rehearsal's process ended with ${code}:\n${talk.join('\n')}`)));
  });
  const send = (message: ToRehearsal) => void child.send(message);
  let orders = 0;
  const order = (what: Order) =>
    new Promise<unknown>((resolve, reject) => {
      const id = ++orders;
      waiting.set(id, ({ value, error }) => (error === undefined ? resolve(value) : reject(new Error(error))));
      send({ type: 'order', id, ...what });
    });
  try {
    send({
      type: 'run',
      args: {
        ...{ scenario: writeScenario(directory, scenario), out, json: true, slow },
        ...{ seed: undefined, again: 0, backend: 'auto', pcap: false, 'pcap-limit': '200 MB' },
        ...{ 'most-time': undefined, with: undefined },
        ...{ shard: undefined, until: undefined, 'most-minutes': undefined },
      },
    });
    // A take that ends before its window opens has nothing to disturb.
    await Promise.race([windowOpened.then(() => disturb(injectionBy(order))), running]);
    const code = await running;
    return { code, result: JSON.parse(stdout.join('')) as Result, directory: out, talk: talk.join('\n') };
  } finally {
    if (child.connected) child.disconnect();
    await running.catch(() => {});
  }
}

function injectionBy(order: (what: Order) => Promise<unknown>): FaultInjection {
  return {
    publisher: {
      delaySound: (value) => order({ what: 'delaySound', value }),
      cutSound: (value) => order({ what: 'cutSound', value }),
      blur: (isOn) => order({ what: 'blur', value: Number(isOn) }),
      freeze: (isOn) => order({ what: 'freeze', value: Number(isOn) }),
      slowTo: (value) => order({ what: 'slowTo', value }),
      reload: () => order({ what: 'reload' }),
    },
    at: (value) => order({ what: 'at', value }),
    pidsOn: async (node) => (await order({ what: 'pidsOn', node })) as number[],
  };
}

/** The processes get only a part of the time, in turns too long for a frame: a starved viewer. */
export async function starve(pids: readonly number[], ms: number, { stopMs = 130, goMs = 30 } = {}): Promise<void> {
  const all = (signal: 'SIGSTOP' | 'SIGCONT') => {
    for (const pid of pids)
      try {
        process.kill(pid, signal);
      } catch {
        // It has ended meanwhile.
      }
  };
  try {
    for (const endMs = performance.now() + ms; performance.now() < endMs; await sleep(goMs)) {
      all('SIGSTOP');
      await sleep(stopMs);
      all('SIGCONT');
    }
  } finally {
    all('SIGCONT');
  }
}
