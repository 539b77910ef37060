// Runs in virtual time: opens a browser, slows time, and compares every clock of a page with this process's own.
import { chromium } from 'playwright';
import { findBrowser } from '../../../src/participants/find-browser.ts';
import { openVirtualClock } from '../../../src/time/virtual-clock.ts';

/** Measures a wait with each of a page's clocks, ms. It is text so that nothing of ours is compiled into it. */
const IN_PAGE = `async (ms) => {
  const worker = new Worker(URL.createObjectURL(new Blob([\`
    onmessage = ({ data }) => {
      const [from, date] = [performance.now(), Date.now()];
      setTimeout(() => postMessage({ timer: performance.now() - from, date: Date.now() - date,
        wall: performance.timeOrigin + performance.now() }), data);
    };\`])));
  const sound = new AudioContext({ sampleRate: 48000 });
  await sound.resume();
  const [here, there] = [new RTCPeerConnection(), new RTCPeerConnection()];
  here.createDataChannel('clock');
  await here.setLocalDescription();
  const statsAt = async () => [...(await here.getStats()).values()][0].timestamp;
  const begun = { now: performance.now(), date: Date.now(), sound: sound.currentTime, stats: await statsAt() };
  const inWorker = new Promise((resolve) => { worker.onmessage = ({ data }) => resolve(data); });
  worker.postMessage(ms);
  await new Promise((resolve) => setTimeout(resolve, ms));
  const timer = performance.now() - begun.now;
  const date = Date.now() - begun.date;
  const heard = (sound.currentTime - begun.sound) * 1000;
  const stats = (await statsAt()) - begun.stats;
  here.close();
  there.close();
  return { timer, date, heard, stats, wall: performance.timeOrigin + performance.now(), worker: await inWorker };
}`;

const [factor = '4', ms = '1000'] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: (await findBrowser()).path,
  args: ['--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required'],
});
try {
  const page = await browser.newPage();
  await page.goto('about:blank');
  const clock = openVirtualClock();
  clock?.setFactor(Number(factor));
  const [realMs, fromMs] = [clock?.read().realMs ?? 0, performance.now()];
  const found = await page.evaluate(`(${IN_PAGE})(${ms})`);
  const wall = performance.timeOrigin + performance.now();
  console.log(
    JSON.stringify({
      found,
      ...{ wall, tookMs: performance.now() - fromMs, realMs: (clock?.read().realMs ?? 0) - realMs },
    }),
  );
  clock?.setFactor(1);
} finally {
  await browser.close();
}
