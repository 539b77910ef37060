import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { TYPESCRIPT_ARGS } from '../../../src/lib/typescript-process.ts';
import type { ForeignNetwork } from './foreign-network.ts';

const SERVER = fileURLToPath(new URL('../../../scripts/janus/serve-janus.ts', import.meta.url));
const PORT = 8889;

export const hasJanus = (() => {
  try {
    execFileSync('which', ['janus'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** Debian's Janus in a foreign network, with a front that speaks WHIP and WHEP and asks for `token`. */
export class Janus {
  readonly whipUrl: string;
  readonly whepUrl: string;
  #child: ChildProcess | undefined;

  constructor({ address }: ForeignNetwork) {
    this.whipUrl = `http://${address}:${PORT}/whip`;
    this.whepUrl = `http://${address}:${PORT}/whep`;
  }

  async open({ enter, address }: ForeignNetwork, token: string): Promise<void> {
    const words = [...enter.args, process.execPath, ...TYPESCRIPT_ARGS, SERVER, address, String(PORT), token];
    const child = spawn(enter.command, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    let said = '';
    await new Promise<void>((resolve, reject) => {
      child.stderr.on('data', (data) => (said += data));
      child.stdout.on('data', (data) => {
        said += data;
        if (/^ready/m.test(said)) resolve();
      });
      child.once('exit', () => reject(new Error(`Janus ended: ${said}`)));
    });
  }

  async close(): Promise<void> {
    if (this.#child === undefined || this.#child.exitCode !== null) return;
    this.#child.kill('SIGTERM');
    await once(this.#child, 'exit');
  }
}
