import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { outputTail } from '../../../lib/output-tail.ts';

/** Long-running tc process that takes commands line by line and exits at the first one that fails. */
export class TcSession {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #waiting: ((json: string) => void)[] = [];
  #text = '';
  readonly #stderr: () => string;
  #closing = false;

  /** `onDeath`: called when the process exits without having been closed. */
  constructor(tc: string, namespace: string, onDeath: (error: Error) => void) {
    this.#child = spawn(tc, ['-n', namespace, '-s', '-j', '-batch', '-'], { stdio: 'pipe' });
    this.#child.stdin.on('error', () => {});
    this.#child.stdout.on('data', (chunk: Buffer) => this.#receive(chunk.toString()));
    this.#stderr = outputTail(this.#child.stderr);
    const died = (reason: string) => {
      if (this.#closing) return;
      this.#closing = true;
      onDeath(new Error([`tc ended: ${reason}`, this.#stderr()].filter(Boolean).join(': ')));
    };
    this.#child.on('error', ({ message }) => died(message));
    this.#child.on('close', (code, signal) => died(signal ?? `code ${code}`));
  }

  send(commands: readonly string[]): void {
    if (commands.length > 0) this.#child.stdin.write(`${commands.join('\n')}\n`);
  }

  /** Returns all qdiscs with their counts as tc's JSON, after all earlier commands have been executed. */
  show(): Promise<string> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.send(['qdisc show']);
    });
  }

  close(): void {
    this.#closing = true;
    this.#child.stdin.end();
  }

  #receive(text: string): void {
    const lines = (this.#text + text).split('\n');
    this.#text = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') this.#waiting.shift()?.(line);
  }
}
