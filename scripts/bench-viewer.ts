/**
 * Measures what a measured viewer costs beside a bare <video> page on the same stream: npx tsx scripts/bench-viewer.ts [seconds [parts]]
 * One publisher, one viewer of each kind, all on loopback, measured over the same seconds; prints CPU, memory, ratios. With
 * `parts` two more: one judges clarity but keeps no pictures, one does neither; what each costs, and whether the reader of
 * frames is later for it (its 20 ms timer says). They crowd the machine, so the ratio is better asked without them.
 */

import { planPictures } from '../src/browser/snapshots/picture-plan.ts';
import { whipTask } from '../src/browser/transports/whip/whip-task.ts';
import { sleep } from '../src/lib/clock.ts';
import { Closers } from '../src/lib/closers.ts';
import type { Broadcast } from '../src/model/scenario/scenario.ts';
import { findBrowser } from '../src/participants/find-browser.ts';
import { type LaunchedBrowser, launchBrowser } from '../src/participants/launch-browser.ts';
import { createPublisher } from '../src/participants/publisher.ts';
import { createViewer } from '../src/participants/viewer.ts';
import { startOrigin } from '../src/sfu/process/start-origin.ts';
import { children, cpuTicks, memoryMiB, TICKS_PER_SECOND } from './bench/process-family.ts';

const SECONDS = Number(process.argv[2] ?? 15);
const WARM_UP_MS = 20_000;
type Kind = 'measured' | 'pictureless' | 'unjudged';
const KINDS: readonly Kind[] = process.argv[3] === 'parts' ? ['measured', 'pictureless', 'unjudged'] : ['measured'];

const link = { delayMs: 0, jitterMs: 0, loss: { type: 'none' } } as const;
const BROADCAST: Broadcast = {
  transport: 'local',
  source: { type: 'presenter' },
  video: { codec: 'h264', width: 1280, height: 720, fps: 30, bitrateBps: 2_000_000 },
  audio: { bitrateBps: 64_000 },
  firstMile: { profile: 'custom', label: 'none', out: link, back: link },
};

const BARE_PAGE = `<!doctype html><body><script>
async function watch(url) {
  const pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
  const stream = new MediaStream();
  const video = document.createElement('video');
  Object.assign(video, { muted: true, autoplay: true, playsInline: true, srcObject: stream });
  document.body.append(video);
  pc.ontrack = ({ track }) => stream.addTrack(track);
  pc.addTransceiver('video', { direction: 'recvonly' });
  pc.addTransceiver('audio', { direction: 'recvonly' });
  await pc.setLocalDescription();
  if (pc.iceGatheringState !== 'complete') await new Promise((r) => { pc.onicegatheringstatechange = () => pc.iceGatheringState === 'complete' && r(); });
  const answer = await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/sdp' }, body: pc.localDescription.sdp });
  await pc.setRemoteDescription({ type: 'answer', sdp: await answer.text() });
  window.frames_ = async () => { for (const s of (await pc.getStats()).values()) if (s.type === 'inbound-rtp' && s.kind === 'video') return s.framesDecoded; };
}
</script>`;

const closers = new Closers();
try {
  const { path, version } = await findBrowser();
  const signal = new AbortController().signal;
  const nowhere = { command: '', args: [] };
  const origin = await startOrigin({
    ...{ enter: nowhere, address: '127.0.0.1', port: 0, signal },
    onSecond: () => {},
    onLog: () => {},
    onExit: (error) => {
      throw error;
    },
  });
  closers.add('origin', () => origin.close());
  const launch = async (): Promise<{ launched: LaunchedBrowser; pid: number }> => {
    const before = children();
    const launched = await launchBrowser({
      enter: nowhere,
      executable: path,
      trustedOrigins: [new URL(origin.whipUrl).origin],
      signal,
    });
    closers.add('browser', () => launched.close());
    const pid = [...children()].find((child) => !before.has(child));
    if (pid === undefined) throw new Error('the browser has no process');
    return { launched, pid };
  };
  const publishing = await launch();
  const publisher = createPublisher({
    browser: publishing.launched,
    broadcast: BROADCAST,
    task: whipTask(origin.whipUrl),
    record: () => {},
    signal,
  });
  await publisher.open();
  await publisher.publish();

  const noted = new Map(KINDS.map((kind) => [kind, { frames: 0, lateMs: [] as number[] }]));
  const watch = async (id: Kind) => {
    const { launched, pid } = await launch();
    const viewer = createViewer({
      ...{ id, browser: launched, task: whipTask(origin.whepUrl), signal },
      ...(id !== 'unjudged' && { reference: { type: 'presenter', ...BROADCAST.video } }),
      ...(id === 'measured' && { pictures: planPictures(SECONDS * 1000) }),
      record: (line) => {
        const notes = noted.get(id);
        if (line.type !== 'frames-seen' || notes === undefined) return;
        notes.frames += line.frame.length;
        if (line.timerLateP99Ms !== undefined) notes.lateMs.push(line.timerLateP99Ms);
      },
    });
    await viewer.open();
    await viewer.join();
    return { id, viewer, pid };
  };
  const viewers: Awaited<ReturnType<typeof watch>>[] = [];
  for (const kind of KINDS) viewers.push(await watch(kind));

  const bare = await launch();
  const page = await bare.launched.browser.newPage();
  const address = `${new URL(origin.whepUrl).origin}/bare.html`;
  await page.route(address, (route) => route.fulfill({ contentType: 'text/html', body: BARE_PAGE }));
  await page.goto(address);
  await page.evaluate(`watch(${JSON.stringify(origin.whepUrl)})`);
  await sleep(WARM_UP_MS);

  const watching = [...viewers, { id: 'bare', pid: bare.pid }];
  const roots = [{ id: 'publisher', pid: publishing.pid }, { id: 'origin', pid: origin.pid }, ...watching];
  const before = new Map(roots.map(({ id, pid }) => [id, cpuTicks(pid)]));
  const bareFrames = Number(await page.evaluate('frames_()'));
  const sample = () => Promise.all(viewers.map(({ viewer }) => viewer.sample()));
  await sample();
  for (const each of noted.values()) Object.assign(each, { frames: 0, lateMs: [] });
  for (let second = 0; second < SECONDS; second++) {
    await sleep(1000);
    await Promise.all([sample(), publisher.sample()]);
  }
  const bareSeen = Number(await page.evaluate('frames_()')) - bareFrames;
  const cpu = new Map(
    roots.map(({ id, pid }) => [id, (cpuTicks(pid) - (before.get(id) ?? Number.NaN)) / TICKS_PER_SECOND / SECONDS]),
  );
  const memory = new Map(watching.map(({ id, pid }) => [id, memoryMiB(pid)]));
  const each = <T>(values: ReadonlyMap<string, T>, text: (value: T) => string) =>
    [...values].map(([id, value]) => `${id} ${text(value)}`).join(', ');
  const overBare = (values: ReadonlyMap<string, number>) =>
    ((values.get('measured') ?? Number.NaN) / (values.get('bare') ?? Number.NaN)).toFixed(2);
  const lateness = ({ lateMs }: { lateMs: number[] }) =>
    `${lateMs.toSorted((a, b) => a - b)[lateMs.length >> 1]} (worst ${Math.max(...lateMs)})`;

  console.log(`${version}, H264 1280x720 30 fps 2 Mbps, ${SECONDS} s, all on loopback`);
  console.log(`CPU     % of a core: ${each(cpu, (share) => (share * 100).toFixed(1))}`);
  console.log(
    `frames  a second: ${each(noted, ({ frames }) => (frames / SECONDS).toFixed(1))}, bare ${(bareSeen / SECONDS).toFixed(1)}`,
  );
  console.log(`memory  MiB: ${each(memory, (mib) => mib.toFixed(1))}`);
  console.log(`reader  20 ms timer late by, p99 of a second, ms: ${each(noted, lateness)}`);
  console.log(`ratio   CPU ${overBare(cpu)}, memory ${overBare(memory)} (measured / bare <video>)`);
} finally {
  await closers.closeAll();
}
