import type { Page } from 'playwright';
import type { LaunchedBrowser } from '../../src/participants/launch-browser.ts';

/**
 * Script that can inject faults into the publisher's page before it publishes; longhaul itself has no switch for them.
 * Audio passes through a delay and a gain node; the drawing worker gets a VideoFrame that can blur or repeat the
 * picture, and timers that can be slow. It is text for the same reason as in recordClip, and does nothing in any other
 * page.
 */
export const INSTRUMENT = `(() => {
  if (!location.pathname.endsWith('publisher.html')) return;
  const channel = new BroadcastChannel('faults');
  globalThis.faults = { channel };
  const connect = AudioNode.prototype.connect;
  AudioBufferSourceNode.prototype.connect = function (destination) {
    const delay = this.context.createDelay(1);
    const gain = this.context.createGain();
    connect.call(this, delay);
    connect.call(delay, gain);
    Object.assign(globalThis.faults, { delay, gain });
    return connect.call(gain, destination);
  };
  const RealBlob = Blob;
  globalThis.Blob = class extends RealBlob {
    constructor(parts, options) {
      super([${JSON.stringify(instrumentedWorker())}, ...parts], options);
    }
  };
})()`;

/**
 * Returns code for the worker. Blurred: a box of 9 columns over the luma below the time code; cheap, or frames would be
 * lost too. Frozen: the current picture repeated, time code included. Slow: a minimum delay in ms for every timer.
 */
function instrumentedWorker(): string {
  return `{
    let wanted = {};
    let frozen;
    new BroadcastChannel('faults').onmessage = ({ data }) => { wanted = { ...wanted, ...data }; };
    let old = new Uint8Array(0);
    const smooth = (luma, from, count) => {
      if (old.length !== count) old = new Uint8Array(count);
      old.set(luma.subarray(from, from + count));
      let sum = 0;
      for (let i = 0; i < count; i++) {
        sum += old[i];
        if (i >= 9) sum -= old[i - 9];
        if (i >= 8) luma[from + i - 4] = sum / 9;
      }
    };
    const RealVideoFrame = VideoFrame;
    globalThis.VideoFrame = class extends RealVideoFrame {
      constructor(data, init) {
        if (wanted.blurred) {
          // A clip's picture may be sent again.
          data = data.slice();
          const { codedWidth: width, codedHeight: height } = init;
          for (let y = Math.ceil(height / 10); y < height; y++) smooth(data, y * width, width);
        }
        frozen = wanted.frozen ? (frozen ?? data.slice()) : undefined;
        super(frozen ?? data, init);
      }
    };
    const realSetTimeout = setTimeout;
    globalThis.setTimeout = (call, ms, ...rest) => realSetTimeout(call, Math.max(ms, wanted.leastMs ?? 0), ...rest);
  }\n`;
}

export type PageFaults = ReturnType<typeof faultsOf>;

/** Returns switches for the faults of an instrumented page. */
export function faultsOf(page: Page) {
  const want = (wanted: object) => page.evaluate<void>(`faults.channel.postMessage(${JSON.stringify(wanted)})`);
  return {
    page,
    delaySound: (ms: number) => page.evaluate(`faults.delay.delayTime.value = ${ms / 1000}`),
    cutSound: (ms: number) =>
      page.evaluate(`{
        const { gain } = faults.gain;
        const atS = faults.gain.context.currentTime + 0.1;
        gain.setValueAtTime(0, atS);
        gain.setValueAtTime(1, atS + ${ms / 1000});
      }`),
    blur: (isOn: boolean) => want({ blurred: isOn }),
    freeze: (isOn: boolean) => want({ frozen: isOn }),
    /** Limits the pictures per second and delays each; 0 for no limit. */
    slowTo: (fps: number) => want({ leastMs: fps === 0 ? 0 : 1000 / fps }),
  };
}

/** Instruments the page opened last in this browser. */
export async function injectFaults({ browser }: LaunchedBrowser): Promise<PageFaults> {
  const page = browser.contexts().at(-1)?.pages().at(-1);
  if (page === undefined) throw new Error('no page is open');
  await page.evaluate(INSTRUMENT);
  return faultsOf(page);
}
