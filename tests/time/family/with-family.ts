import { Family } from './family.ts';

/** Runs a test with a family of processes, and ends the family afterwards. */
export async function withFamily<T>(use: (family: Family) => Promise<T>): Promise<T> {
  const family = await Family.begin();
  try {
    return await use(family);
  } finally {
    await family.end();
  }
}
