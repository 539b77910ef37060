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

interface Asked {
  readonly resolve: (told: Told) => void;
  readonly reject: (error: Error) => void;
}

/** A session of Janus' HTTP API with one handle of its VideoRoom plugin. */
export class JanusSession {
  readonly #path: string;
  readonly #handle: string;
  readonly #waiting = new Map<string, Asked>();
  #isOpen = true;
  /** Why no more events come. */
  #ended: Error | undefined;

  static async open(api = API): Promise<JanusSession> {
    const { data: session } = await post(api, { janus: 'create' });
    const path = `${api}/${session?.id}`;
    const { data: handle } = await post(path, { janus: 'attach', plugin: 'janus.plugin.videoroom' });
    return new JanusSession(path, `${path}/${handle?.id}`);
  }

  private constructor(path: string, handle: string) {
    this.#path = path;
    this.#handle = handle;
    void this.#listen();
  }

  /** Asks the plugin and waits for its event; throws its words, or why no event will come. */
  async ask(body: object, jsep?: Jsep): Promise<Jsep | undefined> {
    if (this.#ended !== undefined) throw this.#ended;
    const transaction = randomUUID();
    const event = new Promise<Told>((resolve, reject) => this.#waiting.set(transaction, { resolve, reject }));
    const sent = post(this.#handle, { janus: 'message', transaction, body, ...(jsep && { jsep }) });
    const [told] = await Promise.all([event, sent]).finally(() => this.#waiting.delete(transaction));
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
    try {
      while (this.#isOpen) {
        const told = (await (await fetch(this.#path)).json()) as Told;
        if (told.janus === 'error') throw new Error(told.error?.reason);
        if (told.transaction !== undefined && told.janus !== 'ack') this.#waiting.get(told.transaction)?.resolve(told);
      }
      this.#giveUp(new Error('the session was closed'));
    } catch (error) {
      this.#giveUp(new Error(`no more events from Janus: ${(error as Error).message}`));
    }
  }

  #giveUp(error: Error): void {
    this.#ended = error;
    for (const { reject } of this.#waiting.values()) reject(error);
  }
}

async function post(url: string, body: object): Promise<Told> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify({ transaction: randomUUID(), ...body }) });
  const told = (await response.json()) as Told;
  if (told.janus === 'error') throw new Error(told.error?.reason);
  return told;
}
