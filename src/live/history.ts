/** Characters of all points together; ten regions need 4 MB for an hour. */
const MOST_CHARACTERS = 16_000_000;

interface Entry {
  readonly second: number;
  readonly json: string;
}

/**
 * Points of the take under way, each once a second, as the text that is sent: a client that comes late, or back, gets what it has
 * missed. Never more than `mostCharacters`: then every other point of the older half gives way, so that the whole course stays.
 */
export class History {
  readonly #run: string;
  readonly #mostCharacters: number;
  #entries: Entry[] = [];
  #take = 0;
  #characters = 0;

  constructor(run: string, mostCharacters = MOST_CHARACTERS) {
    this.#run = run;
    this.#mostCharacters = mostCharacters;
  }

  /** Forgets the take before. */
  begin(take: number): void {
    this.#take = take;
    this.#entries = [];
    this.#characters = 0;
  }

  add(second: number, point: unknown): { readonly id: string; readonly data: string } {
    const entry: Entry = { second, json: JSON.stringify(point) };
    this.#entries.push(entry);
    this.#characters += entry.json.length;
    if (this.#characters > this.#mostCharacters) this.#thin();
    return { id: this.#idOf(second), data: `[${entry.json}]` };
  }

  /** Returns the points after the one with this id; all of them when the id is of another take or run, or none. */
  after(lastId: string | undefined): { readonly id: string; readonly data: string } {
    const [run, take, second] = lastId?.split('.') ?? [];
    const isOurs = run === this.#run && take === String(this.#take) && /^\d{1,9}$/.test(second ?? '');
    const seen = isOurs ? Number(second) : -1;
    const missed = this.#entries.filter((entry) => entry.second > seen);
    const last = missed.at(-1)?.second ?? (isOurs ? seen : -1);
    return {
      id: last < 0 ? '' : this.#idOf(last),
      data: `[${missed.map(({ json }) => json).join(',')}]`,
    };
  }

  /** Id of a point for Last-Event-ID: "<run>.<take>.<second>". */
  #idOf(second: number): string {
    return `${this.#run}.${this.#take}.${second}`;
  }

  #thin(): void {
    const half = this.#entries.length >> 1;
    this.#entries = this.#entries.filter((_, place) => place >= half || place % 2 === 0);
    this.#characters = this.#entries.reduce((sum, { json }) => sum + json.length, 0);
  }
}
