import { messageOf } from './message-of.ts';

/** Closes resources in reverse order of opening; one that fails or hangs does not keep the others open. */
export class Closers {
  readonly #closers: { readonly name: string; readonly close: () => Promise<void> | void }[] = [];

  add(name: string, close: () => Promise<void> | void): void {
    this.#closers.push({ name, close });
  }

  /**
   * Closes everything once and returns the errors, each with the resource's name. Waits at most `timeoutMs` for each.
   */
  async closeAll(timeoutMs = 3000): Promise<Error[]> {
    const errors: Error[] = [];
    for (let closer = this.#closers.pop(); closer !== undefined; closer = this.#closers.pop()) {
      const { name, close } = closer;
      let timer: NodeJS.Timeout | undefined;
      const timeout = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error(`did not stop within ${timeoutMs} ms`)), timeoutMs);
      });
      try {
        await Promise.race([Promise.resolve(close()), timeout]);
      } catch (cause) {
        errors.push(new Error(`${name}: ${messageOf(cause)}`, { cause }));
      } finally {
        clearTimeout(timer);
      }
    }
    return errors;
  }
}
