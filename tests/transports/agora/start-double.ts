import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { TYPESCRIPT_ARGS } from '../../../src/lib/typescript-process.ts';
import { makeCertificate } from './double/certificate.ts';
import type { DoubleConfig, DoubleEvent, FromDouble, ToDouble } from './double/messages.ts';

export const DOMAIN = 'edge.test';
export const APP_ID = '0123456789abcdef0123456789abcdef';
export const APP_CERTIFICATE = 'fedcba9876543210fedcba9876543210';

export interface StartDoubleOptions extends Partial<Omit<DoubleConfig, 'tls' | 'domain' | 'address'>> {
  readonly address: string;
  /** Command prefix that enters a namespace. */
  readonly enter?: readonly string[];
}

export interface AgoraDouble {
  readonly address: string;
  readonly port: number;
  /** Certificate as PEM. */
  readonly certificate: string;
  readonly events: readonly DoubleEvent[];
  /** Returns the events of one name, in order. */
  eventsNamed(name: string): readonly DoubleEvent[];
  order(order: ToDouble): void;
  /** Waits for an event. Throws after `timeoutMs`. */
  waitFor(matches: (event: DoubleEvent) => boolean, timeoutMs: number): Promise<DoubleEvent>;
  close(): Promise<void>;
}

const START_TIMEOUT_MS = 20_000;

/** Starts the double (double/main.ts) in its own process. */
export async function startDouble({ enter = [], address, ...rest }: StartDoubleOptions): Promise<AgoraDouble> {
  const tls = await makeCertificate(DOMAIN);
  const config: DoubleConfig = { port: 0, appId: APP_ID, tokenNoticeMs: 30_000, ...rest, address, domain: DOMAIN, tls };
  const program = fileURLToPath(new URL('double/main.ts', import.meta.url));
  const [command = '', ...args] = [...enter, process.execPath, ...TYPESCRIPT_ARGS, program, JSON.stringify(config)];
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const events: DoubleEvent[] = [];
  const listeners = new Set<(event: DoubleEvent) => void>();
  const port = await new Promise<number>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the double did not start')), START_TIMEOUT_MS);
    child.once('close', (code) => reject(new Error(`the double ended with code ${code}`)));
    child.once('error', reject);
    child.on('message', (message: FromDouble) => {
      if (message.type === 'event') {
        events.push(message.event);
        for (const listener of listeners) listener(message.event);
      } else if (message.type === 'ready') {
        clearTimeout(timer);
        resolve(message.port);
      } else reject(new Error(message.message));
    });
  });
  return {
    address,
    port,
    certificate: tls.cert,
    events,
    eventsNamed: (name) => events.filter((event) => event.name === name),
    order: (order) => void child.send(order),
    waitFor: (matches, timeoutMs) =>
      new Promise((resolve, reject) => {
        const known = events.find(matches);
        if (known !== undefined) return resolve(known);
        const listener = (event: DoubleEvent) => {
          if (!matches(event)) return;
          clearTimeout(timer);
          listeners.delete(listener);
          resolve(event);
        };
        const timer = setTimeout(() => {
          listeners.delete(listener);
          reject(new Error(`not told of in ${timeoutMs} ms; there were ${events.map(({ name }) => name).join(', ')}`));
        }, timeoutMs);
        listeners.add(listener);
      }),
    async close() {
      if (child.connected) child.send({ type: 'close' } satisfies ToDouble);
      const timer = setTimeout(() => child.kill('SIGKILL'), 2000);
      await exited;
      clearTimeout(timer);
    },
  };
}
