import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CannotMeasureError } from '../../lib/errors.ts';
import { outputTail } from '../../lib/output-tail.ts';
import { run, which } from '../../lib/processes.ts';
import { TYPESCRIPT_ARGS } from '../../lib/typescript-process.ts';
import type { FrameStampsLine } from '../../model/recording/frame-lines.ts';
import type { OriginLine } from '../../model/recording/origin-line.ts';
import type { FromOrigin, OriginConfig, ToOrigin } from './messages.ts';

export interface StartOriginOptions {
  /**
   * Command prefix that enters the origin's namespace: {command: 'ip', args: ['netns', 'exec', NS]}; command '' for
   * none.
   */
  readonly enter: { readonly command: string; readonly args: readonly string[] };
  /** Address of the origin's host, as participants reach it. */
  readonly address: string;
  /** TCP port of WHIP and WHEP; 0 for any free one. */
  readonly port: number;
  /** Whether media may come over TCP too (ICE-TCP, RFC 6544). Default false. */
  readonly iceTcp?: boolean;
  readonly signal: AbortSignal;
  readonly onSecond: (line: OriginLine) => void;
  /** Called each second, once a viewer, with the stamps of sampled frames. */
  readonly onStamps?: (line: FrameStampsLine) => void;
  readonly onLog: (text: string) => void;
  /** Called when the process exits without having been closed. */
  readonly onExit: (error: Error) => void;
}

export interface OriginProcess {
  /** Endpoint to publish to; accepts `?startKbps=` (see http-server.ts). */
  readonly whipUrl: string;
  /** Endpoint to watch from; accepts `?viewer=`. */
  readonly whepUrl: string;
  readonly pid: number;
  /** Lets each of these viewers lose its next video packet; twice: and the first retransmission of it. */
  rehearseLoss(viewers: readonly string[], twice: boolean): void;
  /** Ends the process and waits until it has exited. Idempotent. */
  close(): Promise<void>;
}

const START_TIMEOUT_MS = 15_000;
/** Time to exit after being asked to, before it is killed. */
const CLOSE_TIMEOUT_MS = 1500;
/**
 * `chrt` arguments for real-time priority: an origin that waits for a CPU stamps arrivals late, which spoils bandwidth
 * estimation.
 */
const REALTIME = ['-r', '5'];
/**
 * Options of V8: many short-lived objects, few that stay. Collecting them in this thread alone, and seldom, takes a sixth less CPU
 * time in all, and no second of a stream stood still for longer (scripts/bench-origin-cost.ts, docs/origin.md).
 */
const V8_OPTIONS = ['--single-threaded-gc', '--min-semi-space-size=16'];
const STREAM = 'live';

/**
 * Starts the embedded origin in its own process, inside the namespace that `enter` leads to. Throws CannotMeasureError
 * if its port is taken, its address does not exist or it does not start, and the signal's reason if that aborts. An
 * abort also ends the process later on.
 */
export async function startOrigin(options: StartOriginOptions): Promise<OriginProcess> {
  const { address, port, iceTcp = false, signal, onSecond, onStamps, onLog, onExit } = options;
  signal.throwIfAborted();
  const prefix = await realtimePrefix();
  if (prefix.length === 0) onLog('the origin runs without real-time priority: chrt is missing or not permitted');
  const child = spawnOrigin([...prefix, ...enterPrefix(options.enter)], { address, port, iceTcp });
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stderr = outputTail(child.stderr);
  let phase: 'starting' | 'running' | 'closing' = 'starting';

  const send = (message: ToOrigin) => {
    if (child.connected) child.send(message, () => undefined);
  };
  const close = async () => {
    phase = 'closing';
    signal.removeEventListener('abort', close);
    send({ type: 'close' });
    const timer = setTimeout(() => child.kill('SIGKILL'), CLOSE_TIMEOUT_MS);
    await exited;
    clearTimeout(timer);
  };
  signal.addEventListener('abort', close);

  try {
    const boundPort = await new Promise<number>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(cannotStart(`did not answer within ${START_TIMEOUT_MS / 1000} s`, stderr())),
        START_TIMEOUT_MS,
      );
      child.once('exit', () => clearTimeout(timer));
      child.once('error', (error) => reject(cannotStart(error.message, stderr())));
      child.once('close', (code, killer) => {
        const how = `the origin's process ended (${killer ?? `code ${code}`})${stderr() === '' ? '' : `: ${stderr()}`}`;
        if (phase === 'running') onExit(new Error(how));
        else reject(signal.aborted ? signal.reason : cannotStart(how, ''));
        phase = 'closing';
      });
      child.on('message', (message: FromOrigin) => {
        switch (message.type) {
          case 'ready':
            clearTimeout(timer);
            resolve(message.port);
            return;
          case 'failed':
            reject(new CannotMeasureError(message.message, message.advice));
            return;
          case 'second':
            onSecond(message.line);
            return;
          case 'stamps':
            onStamps?.(message.line);
            return;
          case 'log':
            onLog(message.text);
        }
      });
    });
    // It may have got ready just as it was told to end.
    signal.throwIfAborted();
    phase = 'running';
    const base = `http://${address}:${boundPort}`;
    return {
      ...{ whipUrl: `${base}/whip/${STREAM}`, whepUrl: `${base}/whep/${STREAM}`, pid: child.pid ?? 0 },
      rehearseLoss: (viewers, twice) => send({ type: 'rehearse-loss', viewers, twice }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function cannotStart(why: string, stderr: string): CannotMeasureError {
  const detail = stderr === '' ? '' : `: ${stderr}`;
  return new CannotMeasureError(`the origin did not start: ${why}${detail}`, 'Run `npm run setup`, then try again.');
}

function spawnOrigin(prefix: readonly string[], config: OriginConfig): ChildProcess {
  const program = fileURLToPath(new URL('main.ts', import.meta.url));
  const node = [process.execPath, ...V8_OPTIONS, ...TYPESCRIPT_ARGS];
  const [command = '', ...args] = [...prefix, ...node, program, JSON.stringify(config)];
  // The IPC channel is an inherited file descriptor, so it survives the exec chain of chrt and ip. Its own process
  // group keeps Ctrl-C from ending the origin before those who are still leaving it.
  return spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], detached: true });
}

function enterPrefix({ command, args }: StartOriginOptions['enter']): readonly string[] {
  return command === '' ? [] : [command, ...args];
}

/**
 * Returns `chrt -r 5` if it is installed and permitted. The commands it runs inherit the priority, across namespaces
 * too.
 */
async function realtimePrefix(): Promise<string[]> {
  const chrt = await which('chrt');
  if (chrt === undefined) return [];
  return await run(chrt, [...REALTIME, 'true']).then(
    () => [chrt, ...REALTIME],
    () => [],
  );
}
