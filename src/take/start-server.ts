import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { sleep } from '../lib/clock.ts';
import { CannotMeasureError } from '../lib/errors.ts';

const START_TIMEOUT_MS = 20_000;
const RETRY_INTERVAL_MS = 200;
/** Time to end after SIGTERM, before SIGKILL. */
const END_TIMEOUT_MS = 2000;
/** Characters of the server's output kept for the error message: its last ones. */
const OUTPUT_KEPT = 2000;

export interface StartedServer {
  /** Ends the server and everything it started. */
  close(): Promise<void>;
}

/**
 * Starts the user's media server with a shell command, in this process's own time and network, and waits until it accepts TCP
 * connections at each address. Throws CannotMeasureError when it ends before that or is not ready in time.
 */
export async function startServer(
  command: string,
  addresses: readonly { readonly host: string; readonly port: number }[],
  signal: AbortSignal,
): Promise<StartedServer> {
  // Detached, the shell leads a process group of its own: everything it starts can be ended with it.
  const child = spawn('/bin/sh', ['-c', command], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => {
      output = (output + data.toString()).slice(-OUTPUT_KEPT);
    });
  let ended: string | undefined;
  const exited = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      ended = error.message;
      resolve();
    });
    child.once('close', (code, exitSignal) => {
      ended = `it ended with ${exitSignal ?? `code ${code}`}`;
      resolve();
    });
  });
  const kill = (name: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    } catch {
      // The group is gone already.
    }
  };
  const close = async () => {
    kill('SIGTERM');
    const timer = setTimeout(() => kill('SIGKILL'), END_TIMEOUT_MS);
    await exited;
    clearTimeout(timer);
    // Ends what it left behind in its group.
    kill('SIGKILL');
  };
  try {
    const untilMs = performance.now() + START_TIMEOUT_MS;
    for (const { host, port } of addresses)
      while (!(await acceptsConnections(host, port))) {
        if (ended === undefined && performance.now() < untilMs) await sleep(RETRY_INTERVAL_MS, signal);
        else
          throw new CannotMeasureError(
            `the server of --with did not start: ${ended ?? `nothing listens at ${host}:${port} after ${START_TIMEOUT_MS / 1000} s`}${output === '' ? '' : `\n${output.trim()}`}`,
            'try the command by itself; it is run by /bin/sh in this directory',
          );
      }
    return { close };
  } catch (error) {
    await close();
    throw error;
  }
}

function acceptsConnections(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
