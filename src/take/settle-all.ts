/** Like Promise.all, but waits for every promise before it throws: nothing is opened behind a stage that is closing. */
export async function settleAll<T extends readonly unknown[]>(
  promises: readonly [...{ [K in keyof T]: Promise<T[K]> }],
): Promise<T>;
export async function settleAll<T>(promises: readonly Promise<T>[]): Promise<T[]>;
export async function settleAll(promises: readonly Promise<unknown>[]): Promise<unknown> {
  const settled = await Promise.allSettled(promises);
  return settled.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
}
