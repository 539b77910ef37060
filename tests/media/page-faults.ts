import type { LaunchedBrowser } from '../../src/media/launch-browser.ts';

/**
 * Faults of the publisher, put into its page before it publishes: longhaul itself has no switch for them. Sound goes through
 * a delay and a gain of ours; the worker that draws gets a VideoFrame that can blur. As text: see recordClip.
 */
const INSTRUMENT = `(() => {
  const connect = AudioNode.prototype.connect;
  AudioBufferSourceNode.prototype.connect = function (destination) {
    const delay = this.context.createDelay(1);
    const gain = this.context.createGain();
    connect.call(this, delay);
    connect.call(delay, gain);
    globalThis.faults = { delay, gain, channel: new BroadcastChannel('faults') };
    return connect.call(gain, destination);
  };
  const RealBlob = Blob;
  globalThis.Blob = class extends RealBlob {
    constructor(parts, options) {
      super([${JSON.stringify(blurrableVideoFrame())}, ...parts], options);
    }
  };
})()`;

/**
 * Code for the worker: a box of 9 columns over the luma below the time code, while it is told to; cheap, or frames would go
 * missing too.
 */
function blurrableVideoFrame(): string {
  return `{
    let isBlurred = false;
    new BroadcastChannel('faults').onmessage = ({ data }) => { isBlurred = data; };
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
        if (isBlurred) {
          // A clip's picture may be sent again.
          data = data.slice();
          const { codedWidth: width, codedHeight: height } = init;
          for (let y = Math.ceil(height / 10); y < height; y++) smooth(data, y * width, width);
        }
        super(data, init);
      }
    };
  }\n`;
}

/** The faults of the page that was opened last in this browser. */
export async function injectFaults({ browser }: LaunchedBrowser) {
  const page = browser.contexts().at(-1)?.pages().at(-1);
  if (page === undefined) throw new Error('no page is open');
  await page.evaluate(INSTRUMENT);
  return {
    delaySound: (ms: number) => page.evaluate(`faults.delay.delayTime.value = ${ms / 1000}`),
    cutSound: (ms: number) =>
      page.evaluate(`{
        const { gain } = faults.gain;
        const atS = faults.gain.context.currentTime + 0.1;
        gain.setValueAtTime(0, atS);
        gain.setValueAtTime(1, atS + ${ms / 1000});
      }`),
    blur: (isOn: boolean) => page.evaluate(`faults.channel.postMessage(${isOn})`),
  };
}
