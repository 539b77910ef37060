import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const SCENARIOS = fileURLToPath(new URL('../../scenarios/', import.meta.url));
const SERVER = join(dirname(createRequire(import.meta.url).resolve('yaml-language-server/package.json')), 'bin');
export const MODELINE = '# yaml-language-server: $schema=./scenario.schema.json\n';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

interface Diagnostic {
  readonly message: string;
  readonly range: { readonly start: { readonly line: number } };
}

/**
 * An editor that runs the YAML language server: it sends files over the protocol, and each file's modeline names the
 * schema.
 */
export class Editor {
  readonly #server: ChildProcess;
  readonly #answers = new Map<number, (result: unknown) => void>();
  readonly #diagnostics = new Map<string, (found: readonly Diagnostic[]) => void>();
  #buffer = Buffer.alloc(0);
  #count = 0;

  constructor() {
    this.#server = spawn(process.execPath, [join(SERVER, 'yaml-language-server'), '--stdio'], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.#server.stdout?.on('data', (data: Buffer) => this.#read(data));
  }

  async start(): Promise<void> {
    await this.#ask('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
    this.#send({ method: 'initialized', params: {} });
  }

  close(): void {
    this.#server.kill();
  }

  /** Returns the diagnostics of a scenario with this text as "line: message", with lines from 1. */
  async problems(text: string): Promise<readonly string[]> {
    const { uri, found } = this.#open(MODELINE + text);
    const list = await found;
    this.#send({ method: 'textDocument/didClose', params: { textDocument: { uri } } });
    return list.map(({ message, range }) => `${range.start.line}: ${message}`);
  }

  /** Returns the completions at the "|" in the text. */
  async offers(text: string): Promise<readonly string[]> {
    const before = MODELINE + text.slice(0, text.indexOf('|'));
    const { uri, found } = this.#open(before + text.slice(text.indexOf('|') + 1));
    await found;
    const lines = before.split('\n');
    const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
    const list = (await this.#ask('textDocument/completion', { textDocument: { uri }, position })) as {
      items?: readonly { label: string }[];
    };
    this.#send({ method: 'textDocument/didClose', params: { textDocument: { uri } } });
    return (list.items ?? []).map(({ label }) => label);
  }

  #open(text: string): { readonly uri: string; readonly found: Promise<readonly Diagnostic[]> } {
    const uri = pathToFileURL(join(SCENARIOS, `unsaved-${++this.#count}.yaml`)).href;
    const found = new Promise<readonly Diagnostic[]>((done) => this.#diagnostics.set(uri, done));
    this.#send({
      method: 'textDocument/didOpen',
      params: { textDocument: { uri, languageId: 'yaml', version: 1, text } },
    });
    return { uri, found };
  }

  #ask(method: string, params: unknown): Promise<unknown> {
    const id = ++this.#count;
    const answer = new Promise<unknown>((done) => this.#answers.set(id, done));
    this.#send({ id, method, params });
    return answer;
  }

  #send(message: Message): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#server.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #read(data: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, data]);
    for (;;) {
      const head = this.#buffer.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/.exec(this.#buffer.subarray(0, head).toString())?.[1] ?? Number.NaN);
      if (head < 0 || this.#buffer.length < head + 4 + length) return;
      const message = JSON.parse(this.#buffer.subarray(head + 4, head + 4 + length).toString()) as Message;
      this.#buffer = this.#buffer.subarray(head + 4 + length);
      this.#take(message);
    }
  }

  #take({ id, method, params, result }: Message): void {
    if (method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = params as { uri: string; diagnostics: readonly Diagnostic[] };
      this.#diagnostics.get(uri)?.(diagnostics);
    } else if (method !== undefined && id !== undefined) {
      // The server asks for settings: there are none.
      const items = (params as { items?: readonly unknown[] } | undefined)?.items;
      this.#send({ id, result: items === undefined ? null : items.map(() => null) });
    } else if (id !== undefined) this.#answers.get(id)?.(result);
  }
}
