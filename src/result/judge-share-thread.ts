/** Worker thread that judges one share of a take's viewers and posts the result. */
import { parentPort, workerData } from 'node:worker_threads';
import { judgeShare, type ShareTask } from './judge-share.ts';

const { judged } = await judgeShare(workerData as ShareTask);
parentPort?.postMessage(judged);
