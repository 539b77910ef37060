import { InputError } from '../../lib/errors.ts';
import type { LiveAddress } from '../../live/server/live-server.ts';

const LOOPBACK = '127.0.0.1';
const DEFAULT_PORT = 8899;
const LARGEST_PORT = 65_535;

// Neither has a type: with one, yargs would not take `--live` alone.
export const LIVE_OPTION = {
  describe: `a page that shows the rehearsal while it runs, on this machine only: --live [PORT] (default: ${DEFAULT_PORT}), or HOST:PORT to show it to others`,
} as const;

export const METRICS_OPTION = {
  describe: 'the same numbers in OpenMetrics format, for Prometheus: --metrics PORT or HOST:PORT',
} as const;

/** Reads an address as yargs gives it: true, a number or a text; undefined where nothing was asked. Throws InputError. */
export function parseLiveAddress(option: '--live' | '--metrics', given: unknown): LiveAddress | undefined {
  if (given === undefined || given === false) return undefined;
  if (given === true && option === '--live') return { host: LOOPBACK, port: DEFAULT_PORT };
  const text = given === true ? '' : String(given).trim();
  const [, host = LOOPBACK, digits] = /^(?:(.+):)?(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  const isHost = /^[\w.-]+$/.test(host) || /^\[[0-9a-f:.]+\]$/i.test(host);
  if (digits !== undefined && port <= LARGEST_PORT && isHost && !Array.isArray(given)) return { host: bare, port };
  throw new InputError([
    {
      ...{ where: option, path: '', expected: `a port from 0 to ${LARGEST_PORT}, or HOST:PORT such as 0.0.0.0:8899` },
      got: Array.isArray(given) ? `${given.length} of them` : text === '' ? 'nothing' : JSON.stringify(text),
    },
  ]);
}
