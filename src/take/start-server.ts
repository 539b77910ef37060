import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { sleep } from '../lib/clock.ts';
import { CannotMeasureError } from '../lib/errors.ts';

const START_TIMEOUT_MS = 20_000;
const TRY_EVERY_MS = 200;
/** After being asked to end. */
const END_TIMEOUT_MS = 2000;
const OUTPUT_KEPT = 2000;

export interface StartedServer {
  /** Ends it with all it started. */
  close(): Promise<void>;
}

/**
 * Starts somebody's media server by a shell command, in this process's own time and network, and waits until it takes
 * connections at each address. Throws CannotMeasureError when it ends or does not.
 */
export async function startServer(
  command: string,
  addresses: readonly { readonly host: string; readonly port: number }[],
  signal: AbortSignal,
): Promise<StartedServer> {
  // A process group of its own: everything it starts ends with it.
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
    child.once('close', (code, killer) => {
      ended = `it ended with ${killer ?? `code ${code}`}`;
      resolve();
    });
  });
  const kill = (name: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    } catch {
      // It is gone already.
    }
  };
  const close = async () => {
    kill('SIGTERM');
    const timer = setTimeout(() => kill('SIGKILL'), END_TIMEOUT_MS);
    await exited;
    clearTimeout(timer);
    // What it left behind in its group.
    kill('SIGKILL');
  };
  try {
    const untilMs = performance.now() + START_TIMEOUT_MS;
    for (const { host, port } of addresses)
      while (!(await takesConnections(host, port))) {
        if (ended === undefined && performance.now() < untilMs) await sleep(TRY_EVERY_MS, signal);
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

function takesConnections(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
