import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { sleep } from '../lib/clock.ts';
import { CannotMeasureError } from '../lib/errors.ts';
import { outputTail } from '../lib/output-tail.ts';

const START_TIMEOUT_MS = 20_000;
const RETRY_INTERVAL_MS = 200;
/** Time to answer a connection: a firewall that drops it never does, and the kernel would try for two minutes. */
const CONNECT_TIMEOUT_MS = 1000;
/** Time to end after SIGTERM, before SIGKILL. */
const END_TIMEOUT_MS = 2000;

export interface StartedServer {
  /** Ends the server and everything it started. */
  close(): Promise<void>;
}

/** The shell that runs the command, leading a process group of its own. */
interface ServerProcess extends StartedServer {
  /** Returns how it ended; undefined while it runs. */
  end(): string | undefined;
  /** Returns the last part of its output. */
  output(): string;
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
 * connections at each address. Throws CannotMeasureError when it ends before that or is not ready in time.
 */
export async function startServer(
  command: string,
  addresses: readonly Address[],
  signal: AbortSignal,
  timeoutMs = START_TIMEOUT_MS,
): Promise<StartedServer> {
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
  { host, port }: Address,
  { untilMs, timeoutMs, signal }: Waiting,
): Promise<void> {
  signal.throwIfAborted();
  while (!(await acceptsConnections(host, port, signal))) {
    if (server.end() !== undefined || performance.now() >= untilMs) {
      const reason = server.end() ?? `nothing listens at ${host}:${port} after ${timeoutMs / 1000} s`;
      const output = server.output() === '' ? '' : `\n${server.output()}`;
      throw new CannotMeasureError(
        `the server of --with did not start: ${reason}${output}`,
        'try the command by itself; it is run by /bin/sh in this directory',
      );
    }
    await sleep(RETRY_INTERVAL_MS, signal);
  }
}

function spawnServer(command: string): ServerProcess {
  // Detached, the shell leads a process group of its own: everything it starts can be ended with it.
  const child = spawn('/bin/sh', ['-c', command], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const output = outputTail(child.stdout, child.stderr);
  let end: string | undefined;
  const ended = new Promise<void>((resolve) => {
    const endAs = (how: string) => {
      end = how;
      resolve();
    };
    child.once('error', (error) => endAs(error.message));
    child.once('close', (code, exitSignal) => endAs(`it ended with ${exitSignal ?? `code ${code}`}`));
  });
  const killGroup = (name: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    } catch {
      // The group is gone already.
    }
  };
  return {
    end: () => end,
    output,
    async close() {
      killGroup('SIGTERM');
      const timer = setTimeout(() => killGroup('SIGKILL'), END_TIMEOUT_MS);
      await ended;
      clearTimeout(timer);
      // Ends what it left behind in its group.
      killGroup('SIGKILL');
    },
  };
}

/** Returns whether something accepts TCP connections there; soon, also where nothing answers at all. */
function acceptsConnections(host: string, port: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const finish = (accepts: boolean) => {
      signal.removeEventListener('abort', refuse);
      socket.destroy();
      resolve(accepts);
    };
    const refuse = () => finish(false);
    socket.once('connect', () => finish(true));
    socket.on('error', refuse);
    socket.setTimeout(CONNECT_TIMEOUT_MS, refuse);
    signal.addEventListener('abort', refuse);
  });
}
