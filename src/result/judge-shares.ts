import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { typescriptThread } from '../lib/typescript-process.ts';
import type { CommonTake } from '../model/recording/recorded-take.ts';
import { type JudgedShare, judgeShare, type ShareTask } from './judge-share.ts';

/** Size per share from which a thread, which takes a second to start, is worth it. */
const BYTES_WORTH_A_THREAD = 32 * 2 ** 20;
/** Most shares: each holds its own copy of what all viewers have in common in memory. */
const MOST_SHARES = 4;

/**
 * Judges a recording's viewers in shares, each on a CPU of its own: the first here, the others in threads. `shareCount` defaults to
 * what the recording's size is worth.
 */
export async function judgeShares(
  file: string,
  takeCount: number,
  shareCount?: number,
): Promise<{ readonly take: CommonTake; readonly judged: readonly JudgedShare[] }> {
  const count = shareCount ?? (await sharesWorth(file));
  const taskOf = (index: number): ShareTask => ({ file, share: { index, count }, takeCount });
  const threads = Array.from({ length: count - 1 }, (_, i) => startThread(taskOf(i + 1)));
  try {
    const [{ take, judged }, ...others] = await Promise.all([judgeShare(taskOf(0)), ...threads.map(judgedBy)]);
    return { take, judged: [judged, ...others] };
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}

async function sharesWorth(file: string): Promise<number> {
  // A missing file is reported by its reader.
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  return Math.max(1, Math.min(MOST_SHARES, availableParallelism(), Math.floor(size / BYTES_WORTH_A_THREAD)));
}

function startThread(task: ShareTask): Worker {
  return new Worker(typescriptThread(new URL('./judge-share-thread.ts', import.meta.url)), { workerData: task });
}

/** Waits for a thread's result. Rejects with what the thread died of, or if it ended without posting anything. */
async function judgedBy(thread: Worker): Promise<JudgedShare> {
  const ended = once(thread, 'exit').then(([code]) => {
    throw new Error(`a thread that judged viewers ended with code ${code} and said nothing`);
  });
  const [judged] = await Promise.race([once(thread, 'message'), ended]);
  return judged as JudgedShare;
}
