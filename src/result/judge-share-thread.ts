/** Worker thread that judges one share of a take's viewers and posts the result. */
import { parentPort, workerData } from 'node:worker_threads';
import { judgeShare, type ShareAsked } from './judge-share.ts';

const { judged } = await judgeShare(workerData as ShareAsked);
parentPort?.postMessage(judged);
