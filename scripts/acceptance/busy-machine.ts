import { type ChildProcess, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { claim, type Ran, run, scenarioFile } from './rehearsal.ts';

const QUICKSTART = join(resolve(import.meta.dirname, '../..'), 'scenarios/quickstart.yaml');
const RUNS = Number(process.env.RUNS ?? 10);
const LOOPS = 3;

/** The quickstart on the machine as it is. */
export async function quickstart(): Promise<void> {
  const runs = await times(() => run(QUICKSTART));
  claimReady('the quickstart', runs);
  const slowest = Math.max(...runs.map(({ tookS }) => tookS));
  claim(`the longest took ${slowest.toFixed(0)} s (asked: 90, on a machine with nothing else to do)`, slowest <= 90);
}

/** The quickstart beside three endless loops, from start to end. */
export async function hog(): Promise<void> {
  const stop = beginLoops();
  try {
    claimReady(`beside ${LOOPS} endless loops`, await times(() => run(QUICKSTART)));
  } finally {
    stop();
  }
}

/** The quickstart beside endless loops that begin in the middle of its window. */
export async function lateHog(): Promise<void> {
  const runs = await times(async () => {
    let stop: (() => void) | undefined;
    try {
      const ran = await run(QUICKSTART, [], (text) => {
        const second = /measuring (\d+)\//.exec(text)?.[1];
        if (second !== undefined && Number(second) >= 8) stop ??= beginLoops();
      });
      if (stop === undefined) throw new Error('the loops never began: progress no longer says how far the window is');
      return ran;
    } finally {
      stop?.();
    }
  });
  claimReady('with a hog from the middle of the window on', runs);
}

/** 12 viewers, and 32, each in the time that is promised for them. */
export async function manyViewers(): Promise<void> {
  for (const [viewers, mostMinutes] of [
    [12, 5],
    [32, 15],
  ] as const) {
    const { result, tookS } = await run(scenarioFile(show(viewers)));
    claim(
      `${viewers} viewers: ${result.outcome} in ${(tookS / 60).toFixed(1)} min (asked: valid, in ${mostMinutes})`,
      result.outcome !== 'invalid' && tookS <= mostMinutes * 60,
    );
  }
}

const show = (viewers: number) => `
name: many viewers
duration: 30s
warmup: 10s
broadcast:
  video: {codec: h264, size: 1280x720, fps: 30, bitrate: 2 Mbps}
  firstMile: {rtt: 10 ms}
regions:
  - {region: near, viewers: ${viewers / 2}, haul: {rtt: 40 ms}, access: {rtt: 10 ms, down: 20 Mbps, up: 5 Mbps}}
  - {region: far, viewers: ${viewers / 2}, haul: {rtt: 160 ms}, access: {rtt: 10 ms, down: 20 Mbps, up: 5 Mbps}}
`;

function claimReady(when: string, runs: readonly Ran[]): void {
  const ready = runs.filter(({ result }) => result.outcome === 'ready').length;
  claim(`${when}: ready in ${ready} of ${runs.length} (asked: all)`, ready === runs.length);
}

async function times(play: () => Promise<Ran>): Promise<Ran[]> {
  const runs: Ran[] = [];
  for (let i = 0; i < RUNS; i++) runs.push(await play());
  return runs;
}

function beginLoops(): () => void {
  const loops: ChildProcess[] = Array.from({ length: LOOPS }, () =>
    spawn(process.execPath, ['-e', 'for(;;);'], { stdio: 'ignore' }),
  );
  return () => {
    for (const loop of loops) loop.kill('SIGKILL');
  };
}
