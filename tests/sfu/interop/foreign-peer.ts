import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { fileURLToPath } from 'node:url';
import { sleep } from '../../../src/lib/clock.ts';

/** Debian's own: another one first on PATH does not see its packages. */
const PYTHON = '/usr/bin/python3';
const MODULES = '/usr/lib/python3/dist-packages';
const LIBRARIES = { x64: '/usr/lib/x86_64-linux-gnu', arm64: '/usr/lib/aarch64-linux-gnu' }[process.arch as 'x64'];

/** Pause between two looks at what arrived. */
export const LOOK_MS = 50;
/** Time to say what was seen, after being told to end. */
const LAST_WORDS_MS = 5000;

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

/** A publisher or a viewer of another stack than ours and the browser's. */
export interface InteropPeer {
  /** Resolves with what arrived, once that is enough. Rejects with what is missing after `limitMs`. */
  decoded(limitMs: number): Promise<Decoded>;
  /** Ends it as its user would, and waits until it has left its session. Returns its exit code; 0 if it is no process. */
  leave(): Promise<number | null>;
  kill(): void;
}

/** A publisher or viewer in a process of its own. */
export class ForeignPeer implements InteropPeer {
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  #output = '';
  #errors = '';

  constructor(stack: Stack, role: 'publish' | 'watch', url: string, codec: string, frames = 0) {
    const script = fileURLToPath(new URL(`${stack}_peer.py`, import.meta.url));
    // -B: no folder of compiled modules beside the sources.
    this.#child = spawn(PYTHON, ['-B', script, role, url, codec, String(frames)]);
    this.#child.stdout?.on('data', (bytes: Buffer) => {
      this.#output += bytes.toString();
    });
    this.#child.stderr?.on('data', (bytes: Buffer) => {
      this.#errors += bytes.toString();
    });
    this.#ended = new Promise((resolve) => this.#child.once('close', () => resolve()));
  }

  async decoded(limitMs: number): Promise<Decoded> {
    const isEnough = await this.#hasOutput(limitMs);
    if (isEnough) return JSON.parse(this.#output) as Decoded;
    // Told that it may go, it tells what it has seen.
    this.#child.stdin?.end();
    const told = (await this.#hasOutput(LAST_WORDS_MS)) ? this.#output.trim() : 'it does not even end';
    throw new Error(`not enough in ${limitMs / 1000} s: ${told} ${this.#errors}`);
  }

  /** Resolves with whether it has told what it saw by then. Throws its own words if it ended before. */
  async #hasOutput(limitMs: number): Promise<boolean> {
    const untilMs = performance.now() + limitMs;
    while (!this.#output.includes('\n')) {
      if (this.#child.exitCode !== null) throw new Error(`it ended without having seen enough: ${this.#errors}`);
      if (performance.now() > untilMs) return false;
      await sleep(LOOK_MS);
    }
    return true;
  }

  async leave(): Promise<number | null> {
    this.#child.stdin?.end();
    await this.#ended;
    return this.#child.exitCode;
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}
