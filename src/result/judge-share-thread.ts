/** Worker thread that judges shares of a take's viewers and posts the results. */
import { parentPort, workerData } from 'node:worker_threads';
import { judgeEach, type ShareTask } from './judge-share.ts';

parentPort?.postMessage(await judgeEach(workerData as ShareTask));
