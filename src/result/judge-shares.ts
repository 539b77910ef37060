import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { typescriptThread } from '../lib/typescript-process.ts';
import type { CommonTake } from '../model/recording/recorded-take.ts';
import { NOBODY, readRecording } from '../recording/reader.ts';
import { type JudgedShare, judgeEach, judgeShare, type ShareTask } from './judge-share.ts';

/** Size per thread from which one, which takes a second to start, is worth it. */
const BYTES_WORTH_A_THREAD = 32 * 2 ** 20;
const MOST_THREADS = 4;
/**
 * Size of the part of a recording that is in memory at a time, in all threads together, where it takes three to four times as
 * much: some six viewers of an hour.
 */
const BYTES_AT_ONCE = 48 * 2 ** 20;

/** How many shares a take's viewers are judged in, by how many threads. */
export interface Split {
  readonly shares: number;
  readonly threads: number;
}

/**
 * Judges a recording's viewers share by share, so that memory holds a few of them at a time, on several CPUs: some here, the
 * others in threads. `split` defaults to what the recording's size is worth.
 */
export async function judgeShares(
  file: string,
  takeCount: number,
  split?: Split,
): Promise<{ readonly take: CommonTake; readonly judged: readonly JudgedShare[] }> {
  const { shares: count, threads: threadCount } = split ?? (await splitWorth(file));
  if (count === 1) {
    const { take, judged } = await judgeShare(file, { index: 0, count }, takeCount);
    return { take, judged: [judged] };
  }
  const shares = Array.from({ length: count }, (_, index) => ({ index, count }));
  const taskOf = (thread: number): ShareTask => ({
    ...{ file, takeCount },
    shares: shares.filter(({ index }) => index % threadCount === thread),
  });
  const threads = Array.from({ length: threadCount - 1 }, (_, i) => startThread(taskOf(i + 1)));
  try {
    const parts = await Promise.all([judgeEach(taskOf(0)), ...threads.map(judgedBy)]);
    const judged = parts.flat().toSorted((a, b) => a.share.index - b.share.index);
    const { viewers: _, ...take } = await readRecording(file, NOBODY);
    // Each share has met the torn lines that are nobody's.
    const tornLines = judged.reduce((sum, each) => sum + each.tornLines - take.tornLines, take.tornLines);
    return { take: { ...take, tornLines }, judged };
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}

async function splitWorth(file: string): Promise<Split> {
  // A missing file is reported by its reader.
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  const threads = Math.max(1, Math.min(MOST_THREADS, availableParallelism(), Math.floor(size / BYTES_WORTH_A_THREAD)));
  return { threads, shares: Math.ceil(Math.max(1, size) / BYTES_AT_ONCE) * threads };
}

function startThread(task: ShareTask): Worker {
  return new Worker(typescriptThread(new URL('./judge-share-thread.ts', import.meta.url)), { workerData: task });
}

/** Waits for a thread's results. Rejects with what the thread died of, or if it ended without posting anything. */
async function judgedBy(thread: Worker): Promise<readonly JudgedShare[]> {
  const ended = once(thread, 'exit').then(([code]) => {
    throw new Error(`a thread that judged viewers ended with code ${code} and said nothing`);
  });
  const [judged] = await Promise.race([once(thread, 'message'), ended]);
  return judged as readonly JudgedShare[];
}
