/** Longest time that a line covers. It covers the time since the source's previous line, usually one second. */
const LONGEST_MS = 10_000;
const SECOND_MS = 1000;

/** Records when something was so late that validity calls the second spoilt. */
export class SpoiltSeconds {
  readonly #spans: { readonly fromMs: number; readonly toMs: number }[] = [];
  readonly #lastMs = new Map<string, number>();

  /** Adds a line that a source, such as a viewer's statistics, wrote at `atMs`. */
  add(source: string, atMs: number, spoils: boolean): void {
    const previousMs = this.#lastMs.get(source) ?? atMs - SECOND_MS;
    this.#lastMs.set(source, atMs);
    if (spoils) this.#spans.push({ fromMs: Math.max(previousMs, atMs - LONGEST_MS), toMs: atMs });
  }

  /** Returns, in order, the seconds since `fromMs` that a spoilt span mostly covers or mostly lies in. */
  within(fromMs: number, seconds: number): readonly number[] {
    return Array.from({ length: seconds }, (_, second) => second).filter((second) => {
      const [begin, end] = [fromMs + second * SECOND_MS, fromMs + (second + 1) * SECOND_MS];
      return this.#spans.some((span) => {
        const overlap = Math.min(span.toMs, end) - Math.max(span.fromMs, begin);
        return overlap >= Math.min(span.toMs - span.fromMs, SECOND_MS) / 2;
      });
    });
  }
}
