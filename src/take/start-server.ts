import { type ChildProcess, spawn } from 'node:child_process';
import { connect } from 'node:net';
import { sleep } from '../lib/clock.ts';
import { CannotMeasureError } from '../lib/errors.ts';
import { outputTail } from '../lib/output-tail.ts';

/** Servers that load a virtual machine or a database first take half a minute. */
const START_TIMEOUT_MS = 60_000;
const RETRY_INTERVAL_MS = 200;
/** Time for one connection: where nobody answers at all, the kernel itself would wait for two minutes. */
const CONNECT_TIMEOUT_MS = 2000;
/** Time to end after SIGTERM, before SIGKILL. */
const END_TIMEOUT_MS = 2000;
/** Time for the kernel to end what was killed. What has left the process group is not waited for. */
const KILLED_TIMEOUT_MS = 2000;

/** The user's media server while it runs. */
export interface RunningServer {
  /**
   * Calls back once, with why, when the server ends although nobody asked it to; at once if it has ended already. Returns how to
   * be called no more.
   */
  onEnd(call: (error: Error) => void): () => void;
}

export interface StartedServer extends RunningServer {
  /** Ends the server and everything it started in its process group. */
  close(): Promise<void>;
}

interface ServerProcess extends StartedServer {
  /** Returns how it ended, with the last of its words; undefined while it runs. */
  end(): string | undefined;
  /** Returns the last part of its output, on lines of its own. */
  words(): string;
}

interface Address {
  readonly host: string;
  readonly port: number;
}

interface Waiting {
  /** When to give up, by performance.now(), and after how long that is. */
  readonly untilMs: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * Starts the user's media server with a shell command, in this process's own time and network, and waits until it accepts TCP
 * connections at each address. Throws CannotMeasureError when something else listens there, when it ends before that or is not
 * ready in time.
 */
export async function startServer(
  command: string,
  addresses: readonly Address[],
  signal: AbortSignal,
  timeoutMs = START_TIMEOUT_MS,
): Promise<StartedServer> {
  for (const { host, port } of addresses)
    if (await acceptsConnections({ host, port }, signal))
      throw new CannotMeasureError(
        `the server of --with cannot start: something listens at ${host}:${port} already`,
        'end it, or leave out --with to rehearse over it',
      );
  const server = spawnServer(command);
  try {
    const untilMs = performance.now() + timeoutMs;
    for (const address of addresses) await waitUntilListening(server, address, { untilMs, timeoutMs, signal });
    return server;
  } catch (error) {
    await server.close();
    throw error;
  }
}

async function waitUntilListening(
  server: ServerProcess,
  address: Address,
  { untilMs, timeoutMs, signal }: Waiting,
): Promise<void> {
  const { host, port } = address;
  while (!(await acceptsConnections(address, signal))) {
    if (server.end() !== undefined || performance.now() >= untilMs) {
      const silent = `nothing listens at ${host}:${port} after ${timeoutMs / 1000} s${server.words()}`;
      throw new CannotMeasureError(
        `the server of --with did not start: ${server.end() ?? silent}`,
        'try the command by itself; it is run by /bin/sh in this directory, must stay in the foreground and listen on IPv4',
      );
    }
    await sleep(RETRY_INTERVAL_MS, signal);
  }
}

function spawnServer(command: string): ServerProcess {
  // Detached, the shell leads a process group of its own: everything it starts can be ended with it.
  const child = spawn('/bin/sh', ['-c', command], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const output = outputTail(child.stdout, child.stderr);
  const words = () => (output() === '' ? '' : `\n${output()}`);
  const calls = new Set<(error: Error) => void>();
  let end: string | undefined;
  let isClosing = false;
  const signalGroup = (name: NodeJS.Signals | 0): boolean => {
    try {
      return child.pid !== undefined && process.kill(-child.pid, name);
    } catch {
      return false; // the group is gone
    }
  };
  const ended = untilEnded(child, () => signalGroup(0)).then((how) => {
    end = `${how}${words()}`;
    if (!isClosing) for (const call of calls) call(endError(end));
    calls.clear();
  });
  return {
    end: () => end,
    words,
    onEnd(call) {
      if (end !== undefined) call(endError(end));
      else calls.add(call);
      return () => calls.delete(call);
    },
    async close() {
      isClosing = true;
      signalGroup('SIGTERM');
      await Promise.race([ended, sleep(END_TIMEOUT_MS)]);
      // Also ends what it left behind in its group.
      signalGroup('SIGKILL');
      await Promise.race([ended, sleep(KILLED_TIMEOUT_MS)]);
      // A process outside the group may keep the output open, which would keep this one.
      child.stdout.destroy();
      child.stderr.destroy();
      child.unref();
    },
  };
}

/** Resolves with how a command ended, once its shell and all that this started in its process group are gone. */
async function untilEnded(child: ChildProcess, isGroupAlive: () => boolean): Promise<string> {
  const closed = new Promise((resolve) => child.once('close', resolve));
  const how = await new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, exitSignal) => resolve(`it ended with ${exitSignal ?? `code ${code}`}`));
  });
  // The command may have started the server in the background.
  while (isGroupAlive()) await sleep(RETRY_INTERVAL_MS);
  // Its last words may still be on their way.
  await Promise.race([closed, sleep(RETRY_INTERVAL_MS)]);
  return how;
}

function endError(how: string): Error {
  return new Error(`the server of --with is gone: ${how}`);
}

/** Returns whether something accepts TCP connections there, by IPv4 as participants would. Throws on abort. */
async function acceptsConnections({ host, port }: Address, signal: AbortSignal): Promise<boolean> {
  signal.throwIfAborted();
  const accepts = await new Promise<boolean>((resolve) => {
    const socket = connect({ host, port, family: 4 }, () => done(true));
    const refuse = () => done(false);
    const done = (answer: boolean) => {
      signal.removeEventListener('abort', refuse);
      socket.destroy();
      resolve(answer);
    };
    socket.on('error', refuse);
    socket.setTimeout(CONNECT_TIMEOUT_MS, refuse);
    signal.addEventListener('abort', refuse);
  });
  signal.throwIfAborted();
  return accepts;
}
