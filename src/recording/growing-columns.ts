const FIRST_CAPACITY = 1024;

type Columns<K extends string> = Record<K, Float64Array<ArrayBuffer>>;

/** Rows of numbers in columns that grow by doubling: an hour has some hundred thousand rows a viewer, as objects five times the memory. */
export class GrowingColumns<K extends string> {
  readonly #names: readonly K[];
  #columns: Columns<K>;
  #capacity = FIRST_CAPACITY;
  #length = 0;

  constructor(names: readonly K[]) {
    this.#names = names;
    this.#columns = columnsOf(names, () => new Float64Array(FIRST_CAPACITY));
  }

  add(row: Readonly<Record<K, number>>): void {
    if (this.#length === this.#capacity) this.#grow();
    for (const name of this.#names) this.#columns[name][this.#length] = row[name];
    this.#length++;
  }

  /** Returns the rows in the order of one column; rows of one moment keep their order. Rows added later may not be seen. */
  finish(orderedBy: K): Columns<K> {
    const columns = columnsOf(this.#names, (name) => this.#columns[name].subarray(0, this.#length));
    const keys = columns[orderedBy];
    if (keys.every((key, place) => place === 0 || key >= (keys[place - 1] as number))) return columns;
    const order = Array.from(keys.keys()).sort((a, b) => (keys[a] as number) - (keys[b] as number));
    return columnsOf(this.#names, (name) => Float64Array.from(order, (place) => columns[name][place] as number));
  }

  #grow(): void {
    this.#capacity *= 2;
    this.#columns = columnsOf(this.#names, (name) => {
      const larger = new Float64Array(this.#capacity);
      larger.set(this.#columns[name]);
      return larger;
    });
  }
}

function columnsOf<K extends string>(names: readonly K[], make: (name: K) => Float64Array<ArrayBuffer>): Columns<K> {
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Columns<K>;
}
