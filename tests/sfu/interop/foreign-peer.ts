import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { fileURLToPath } from 'node:url';

/** Debian's own: another one first on PATH does not see its packages. */
const PYTHON = '/usr/bin/python3';
const MODULES = '/usr/lib/python3/dist-packages';
const LIBRARIES = { x64: '/usr/lib/x86_64-linux-gnu', arm64: '/usr/lib/aarch64-linux-gnu' }[process.arch as 'x64'];

/** WebRTC stacks that are not browsers, by the file beside this one that drives each. */
export type Stack = 'aiortc' | 'gstreamer';

/** Packages that are missing here, for `apt-get install`. */
export function missingPackages(): readonly string[] {
  return [
    ...(existsSync(`${MODULES}/aiortc`) ? [] : ['python3-aiortc']),
    ...(existsSync(`${MODULES}/gi`) ? [] : ['python3-gi']),
    ...(existsSync(`${LIBRARIES}/girepository-1.0/GstWebRTC-1.0.typelib`) ? [] : ['gir1.2-gst-plugins-bad-1.0']),
    ...(existsSync(`${LIBRARIES}/gstreamer-1.0/libgstwebrtc.so`) ? [] : ['gstreamer1.0-plugins-bad']),
    ...(existsSync(`${LIBRARIES}/gstreamer-1.0/libgstvpx.so`) ? [] : ['gstreamer1.0-plugins-good']),
    ...(existsSync(`${LIBRARIES}/gstreamer-1.0/libgstnice.so`) ? [] : ['gstreamer1.0-nice']),
  ];
}

/** An address of this machine that is not loopback: libnice, which GStreamer uses, pairs nothing with that. */
export function ownAddress(): string | undefined {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
}

/** Pictures and sound that a viewer decoded. */
export interface Decoded {
  readonly pictures: number;
  /** Pictures unlike each other. */
  readonly different: number;
  readonly size: readonly [width: number, height: number] | null;
  readonly blocks: number;
  readonly loudBlocks: number;
}

/** A publisher or viewer in a process of its own. */
export class ForeignPeer {
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  #output = '';
  #errors = '';
  #onOutput: () => void = () => {};

  constructor(stack: Stack, role: 'publish' | 'watch', url: string, codec: string, frames = 0) {
    const script = fileURLToPath(new URL(`${stack}_peer.py`, import.meta.url));
    // -B: no folder of compiled modules beside the sources.
    this.#child = spawn(PYTHON, ['-B', script, role, url, codec, String(frames)]);
    this.#child.stdout?.on('data', (bytes: Buffer) => {
      this.#output += bytes.toString();
      this.#onOutput();
    });
    this.#child.stderr?.on('data', (bytes: Buffer) => {
      this.#errors += bytes.toString();
    });
    this.#ended = new Promise((resolve) => this.#child.once('close', () => resolve()));
    void this.#ended.then(() => this.#onOutput());
  }

  /** Resolves with what was decoded, once that is enough. Throws with the program's own words if it ended before. */
  async decoded(): Promise<Decoded> {
    while (!this.#output.includes('\n')) {
      if (this.#child.exitCode !== null) throw new Error(`it ended without having seen enough: ${this.#errors}`);
      await new Promise<void>((resolve) => {
        this.#onOutput = resolve;
      });
    }
    return JSON.parse(this.#output) as Decoded;
  }

  /** Ends it as its user would, and waits until it has left its session. Returns its exit code. */
  async leave(): Promise<number | null> {
    this.#child.stdin?.end();
    await this.#ended;
    return this.#child.exitCode;
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}
