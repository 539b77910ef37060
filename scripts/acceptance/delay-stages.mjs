// Loaded into every Node process of a rehearsal (NODE_OPTIONS) by stages.ts: delays single stages by what STAGE_DELAYS says. longhaul
// itself has no switch for it.
import { chromium } from 'playwright';

const { encodingMs = 0, originMs = 0, viewers = {} } = JSON.parse(process.env.STAGE_DELAYS ?? '{}');
const program = process.argv[1] ?? '';

if (program.endsWith('/longhaul.mjs')) {
  const launch = chromium.launch.bind(chromium);
  chromium.launch = async (options) => {
    const browser = await launch(options);
    const newPage = browser.newPage.bind(browser);
    browser.newPage = async (pageOptions) => {
      const page = await newPage(pageOptions);
      await page.addInitScript(pageScript());
      return page;
    };
    return browser;
  };
}

// The loader of TypeScript is registered after this file, and no viewer comes in the first half second.
if (originMs > 0 && program.endsWith('/sfu/process/main.ts'))
  setTimeout(async () => {
    const { ViewerOutput } = await import(new URL('../../src/sfu/viewer/viewer-output.ts', import.meta.url).href);
    const { enqueue } = ViewerOutput.prototype;
    ViewerOutput.prototype.enqueue = function (packet) {
      setTimeout(() => enqueue.call(this, packet), originMs);
    };
  }, 500);

/** The viewer's page learns whose it is when it joins. */
function pageScript() {
  return `(() => {
    const channel = new BroadcastChannel('delays');
    let mine = {};
    const realFetch = fetch;
    globalThis.fetch = (input, ...rest) => {
      const id = new URL(input, location.href).searchParams.get('viewer') ?? '';
      mine = ${JSON.stringify(viewers)}[id.replace(/-1$/, '')] ?? mine;
      channel.postMessage(mine);
      return realFetch(input, ...rest);
    };
    const { setRemoteDescription } = RTCPeerConnection.prototype;
    RTCPeerConnection.prototype.setRemoteDescription = async function (...args) {
      await setRemoteDescription.apply(this, args);
      if (mine.bufferMs !== undefined)
        for (const receiver of this.getReceivers()) receiver.jitterBufferTarget = mine.bufferMs;
    };
    const RealBlob = Blob;
    globalThis.Blob = class extends RealBlob {
      constructor(parts, options) {
        super(options?.type === 'text/javascript' ? [${JSON.stringify(workerScript())}, ...parts] : parts, options);
      }
    };
  })()`;
}

/** Pictures are held back between their stamp and the encoder, and between the decoder and whoever reads them. */
function workerScript() {
  return `{
    let readingMs = 0;
    new BroadcastChannel('delays').onmessage = ({ data }) => { readingMs = data.readingMs ?? readingMs; };
    const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    if (${encodingMs} > 0) {
      const { write } = WritableStreamDefaultWriter.prototype;
      WritableStreamDefaultWriter.prototype.write = async function (picture) {
        await later(${encodingMs});
        return write.call(this, picture);
      };
    }
    const { getReader } = ReadableStream.prototype;
    ReadableStream.prototype.getReader = function () {
      const reader = getReader.call(this);
      const [waiting, due] = [[], []];
      const next = async () => {
        const item = await reader.read();
        due.push(readingMs > 0 ? later(readingMs).then(() => item) : item);
        waiting.shift()?.();
        if (!item.done) next();
      };
      next();
      return {
        async read() {
          if (due.length === 0) await new Promise((resolve) => waiting.push(resolve));
          return due.shift();
        },
      };
    };
  }\n`;
}
