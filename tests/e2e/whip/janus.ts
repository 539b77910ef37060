import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TYPESCRIPT_ARGS } from '../../../src/lib/typescript-process.ts';
import type { ForeignNetwork } from './foreign-network.ts';

const FRONT = fileURLToPath(new URL('./janus-front.ts', import.meta.url));
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
  readonly #directory = mkdtempSync(join(tmpdir(), 'longhaul-janus-'));
  readonly #children: ChildProcess[] = [];

  constructor({ address }: ForeignNetwork) {
    this.whipUrl = `http://${address}:${PORT}/whip`;
    this.whepUrl = `http://${address}:${PORT}/whep`;
  }

  async open({ enter, address }: ForeignNetwork, token: string): Promise<void> {
    const write = (name: string, text: string) => writeFileSync(join(this.#directory, name), text);
    // A WHIP server's candidates are all in its answer (RFC 9725 section 4.3.2).
    write('janus.jcfg', 'general: { debug_level = 4 }\nnat: { full_trickle = false }\n');
    write(
      'janus.transport.http.jcfg',
      'general: { json = "plain" http = true port = 8088 ip = "127.0.0.1" https = false }\n',
    );
    write(
      'janus.plugin.videoroom.jcfg',
      'room-1234: { publishers = 4 bitrate = 0 fir_freq = 2 audiocodec = "opus" videocodec = "h264" h264_profile = "42e01f" }\n',
    );
    const start = async (words: readonly string[], isReady: RegExp) => {
      const [command = '', ...args] = [enter.command, ...enter.args, ...words];
      const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
      this.#children.push(child);
      let said = '';
      await new Promise<void>((resolve, reject) => {
        const hear = (data: Buffer) => {
          said += data.toString();
          if (isReady.test(said)) resolve();
        };
        child.stdout.on('data', hear);
        child.stderr.on('data', hear);
        child.once('exit', () => reject(new Error(`${words[0]} ended: ${said}`)));
      });
    };
    await start(['janus', `--configs-folder=${this.#directory}`, '--disable-colors'], /HTTP webserver started/);
    await start([process.execPath, ...TYPESCRIPT_ARGS, FRONT, address, String(PORT), token], /ready/);
  }

  async close(): Promise<void> {
    for (const child of this.#children.splice(0).reverse()) {
      if (child.exitCode !== null) continue;
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
