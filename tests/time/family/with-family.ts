import { Family } from './family.ts';

/** Runs a test with a family that ends with it. */
export async function withFamily<T>(use: (family: Family) => Promise<T>): Promise<T> {
  const family = await Family.begin();
  try {
    return await use(family);
  } finally {
    await family.end();
  }
}
