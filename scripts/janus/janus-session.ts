import { randomUUID } from 'node:crypto';

const API = 'http://127.0.0.1:8088/janus';

export interface Jsep {
  readonly type: 'offer' | 'answer';
  readonly sdp: string;
}

interface Told {
  readonly janus: string;
  readonly transaction?: string;
  readonly data?: { readonly id: number };
  readonly jsep?: Jsep;
  readonly error?: { readonly reason: string };
  readonly plugindata?: { readonly data: { readonly error?: string } };
}

/** A session of Janus' HTTP API with one handle of its VideoRoom plugin. */
export class JanusSession {
  readonly #path: string;
  readonly #handle: string;
  readonly #waiting = new Map<string, (told: Told) => void>();
  #isOpen = true;

  static async open(): Promise<JanusSession> {
    const { data: session } = await post(API, { janus: 'create' });
    const path = `${API}/${session?.id}`;
    const { data: handle } = await post(path, { janus: 'attach', plugin: 'janus.plugin.videoroom' });
    return new JanusSession(path, `${path}/${handle?.id}`);
  }

  private constructor(path: string, handle: string) {
    this.#path = path;
    this.#handle = handle;
    void this.#listen();
  }

  /** Asks the plugin and waits for its event; throws its words. */
  async ask(body: object, jsep?: Jsep): Promise<Jsep | undefined> {
    const transaction = randomUUID();
    const event = new Promise<Told>((resolve) => this.#waiting.set(transaction, resolve));
    await post(this.#handle, { janus: 'message', transaction, body, ...(jsep && { jsep }) });
    const told = await event;
    const error = told.error?.reason ?? told.plugindata?.data.error;
    if (error !== undefined) throw new Error(error);
    return told.jsep;
  }

  /** Candidates as SDP has them, without "a=". */
  async trickle(candidates: readonly string[], isLast: boolean): Promise<void> {
    for (const candidate of candidates)
      await post(this.#handle, { janus: 'trickle', candidate: { candidate, sdpMLineIndex: 0 } });
    if (isLast) await post(this.#handle, { janus: 'trickle', candidate: { completed: true } });
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    await post(this.#path, { janus: 'destroy' });
  }

  /** Events come by long polling, which also keeps the session alive. */
  async #listen(): Promise<void> {
    while (this.#isOpen) {
      const told = await fetch(this.#path)
        .then((response) => response.json() as Promise<Told>)
        .catch(() => undefined);
      if (told === undefined || told.janus === 'error') return;
      const waits = told.transaction === undefined ? undefined : this.#waiting.get(told.transaction);
      if (waits !== undefined && told.janus !== 'ack') {
        this.#waiting.delete(told.transaction ?? '');
        waits(told);
      }
    }
  }
}

async function post(url: string, body: object): Promise<Told> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify({ transaction: randomUUID(), ...body }) });
  const told = (await response.json()) as Told;
  if (told.janus === 'error') throw new Error(told.error?.reason);
  return told;
}
