/**
 * Measures what each source costs its publisher: npx tsx scripts/bench-source.ts [seconds]
 * One after another, twice, each in a browser of its own on loopback, H264 at 30 fps, nobody watching; prints CPU, what of it
 * is encoding, frames made, and CPU over that of the presenter at 720p.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whipTask } from '../src/browser/transports/whip/whip-task.ts';
import { sleep } from '../src/lib/clock.ts';
import { Closers } from '../src/lib/closers.ts';
import type { Broadcast } from '../src/model/scenario/scenario.ts';
import { findBrowser } from '../src/participants/find-browser.ts';
import { launchBrowser } from '../src/participants/launch-browser.ts';
import { createPublisher } from '../src/participants/publisher.ts';
import { startOrigin } from '../src/sfu/process/start-origin.ts';
import { children, cpuTicks, TICKS_PER_SECOND } from './bench/process-family.ts';
import { recordClip } from './bench/record-clip.ts';

const SECONDS = Number(process.argv[2] ?? 5);
const ROUNDS = 2;
/** At least, and at most until the encoder's target has reached what was asked for. */
const WARM_UP_MS = 3000;
const RAMP_LIMIT_MS = 9000;
const HERE = { command: '', args: [] };
const link = { delayMs: 0, jitterMs: 0, loss: { type: 'none' } } as const;

const broadcastOf = (source: Broadcast['source'], width: number, height: number): Broadcast => ({
  transport: 'local',
  source,
  video: { codec: 'h264', width, height, fps: 30, bitrateBps: height > 720 ? 4_000_000 : 2_000_000 },
  audio: { bitrateBps: 64_000 },
  firstMile: { profile: 'custom', label: 'none', out: link, back: link },
});

interface Cost {
  readonly cores: number;
  readonly encodingCores: number;
  readonly fps: number;
  readonly encodedFps: number;
  readonly encodedHeight: number;
}

/** Publishes for some seconds in a browser of its own. */
async function measure(broadcast: Broadcast, executable: string): Promise<Cost> {
  const closers = new Closers();
  const { signal } = new AbortController();
  try {
    const origin = await startOrigin({
      ...{ enter: HERE, address: '127.0.0.1', port: 0, signal },
      onSecond: () => {},
      onLog: () => {},
      onExit: (error) => {
        throw error;
      },
    });
    closers.add('origin', () => origin.close());
    const before = children();
    const trustedOrigins = [new URL(origin.whipUrl).origin];
    const browser = await launchBrowser({ enter: HERE, executable, trustedOrigins, signal });
    closers.add('browser', () => browser.close());
    const pid = [...children()].find((child) => !before.has(child));
    if (pid === undefined) throw new Error('the browser has no process');
    let frames = 0;
    let encodeS = 0;
    let encoded = 0;
    let encodedHeight = 0;
    const { bitrateBps } = broadcast.video;
    const publisher = createPublisher({
      ...{ browser, broadcast, task: whipTask(`${origin.whipUrl}?startKbps=${bitrateBps / 1000}`), signal },
      record: (line) => {
        if (line.type === 'frames-made') frames += line.frame.length;
        if (line.type !== 'stats') return;
        for (const report of line.reports)
          if (report.type === 'outbound-rtp' && report.kind === 'video') {
            encodeS = report.totalEncodeTime ?? Number.NaN;
            encoded = report.framesEncoded ?? Number.NaN;
            encodedHeight = report.frameHeight ?? Number.NaN;
          }
      },
    });
    await publisher.open();
    await publisher.publish();
    const reached = () => (publisher.targetBitrateBps ?? 0) > bitrateBps * 0.97;
    for (let ms = 0; ms < WARM_UP_MS || (ms < RAMP_LIMIT_MS && !reached()); ms += 500) {
      await sleep(500);
      await publisher.sample();
    }
    const begun = { ticks: cpuTicks(pid), encodeS, encoded, atMs: performance.now() };
    frames = 0;
    for (let second = 0; second < SECONDS; second++) {
      await sleep(1000);
      await publisher.sample();
    }
    const seconds = (performance.now() - begun.atMs) / 1000;
    return {
      cores: (cpuTicks(pid) - begun.ticks) / TICKS_PER_SECOND / seconds,
      encodingCores: (encodeS - begun.encodeS) / seconds,
      fps: frames / seconds,
      encodedFps: (encoded - begun.encoded) / seconds,
      encodedHeight,
    };
  } finally {
    await closers.closeAll();
  }
}

const directory = await mkdtemp(join(tmpdir(), 'longhaul-bench-'));
try {
  const { path: executable, version } = await findBrowser();
  const clip = join(directory, 'clip.webm');
  const recording = await launchBrowser({
    ...{ enter: HERE, executable, trustedOrigins: [], signal: new AbortController().signal },
  });
  await writeFile(clip, await recordClip(recording, { width: 1280, height: 720, seconds: 3 }));
  await recording.close();
  const sources = [
    ['presenter 720p', broadcastOf({ type: 'presenter' }, 1280, 720)],
    ['presenter 1080p', broadcastOf({ type: 'presenter' }, 1920, 1080)],
    ['clip 720p', broadcastOf({ type: 'file', path: clip }, 1280, 720)],
  ] as const;
  const costs = new Map<string, Cost[]>();
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, broadcast] of sources)
      costs.set(name, [...(costs.get(name) ?? []), await measure(broadcast, executable)]);
  const mean = (name: string, of: (cost: Cost) => number) => {
    const values = (costs.get(name) ?? []).map(of);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  console.log(`${version}, H264 30 fps, 720p at 2 Mbps and 1080p at 4 Mbps, ${ROUNDS} x ${SECONDS} s each`);
  for (const [name] of sources) {
    const [cores, encoding] = [mean(name, (cost) => cost.cores), mean(name, (cost) => cost.encodingCores)];
    const ratio = cores / mean('presenter 720p', (cost) => cost.cores);
    const encoded = `${mean(name, (cost) => cost.encodedFps).toFixed(1)} fps of ${mean(name, (cost) => cost.encodedHeight)} lines`;
    console.log(
      `${name.padEnd(16)} ${(cores * 100).toFixed(1)} % of a core, made ${mean(name, (cost) => cost.fps).toFixed(1)} fps, encoded ${encoded} in ${(encoding * 100).toFixed(1)} % of the time; ratio ${ratio.toFixed(2)}`,
    );
  }
} finally {
  await rm(directory, { recursive: true, force: true });
}
