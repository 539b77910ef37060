import type { LaunchedBrowser } from '../../src/participants/launch-browser.ts';

/** Seconds of writing that moves over changing colour, as WebM (VP8, 25 fps): what a browser itself can record. */
export async function recordClip(
  { browser }: LaunchedBrowser,
  { width, height, seconds }: { readonly width: number; readonly height: number; readonly seconds: number },
): Promise<Buffer> {
  const page = await browser.newPage();
  // Page code goes over as text: a compiled function would call helpers that the page does not have.
  const bytes = await page.evaluate<number[]>(`(async () => {
    const [width, height] = [${width}, ${height}];
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const context = canvas.getContext('2d');
    let n = 0;
    const timer = setInterval(() => {
      context.fillStyle = 'hsl(' + (n++ * 3) + ' 60% 40%)';
      context.fillRect(0, 0, width, height);
      context.fillStyle = '#eee';
      context.font = '16px monospace';
      for (let y = 0; y < height / 16; y++)
        for (let x = 0; x < width; x += 320) context.fillText('MADE IN LONGHAUL ' + y * 7919, x + 8 + (n + y) % 40, 16 + y * 16);
    }, 40);
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm;codecs=vp8', videoBitsPerSecond: 8e6 });
    const chunks = [];
    recorder.ondataavailable = ({ data }) => chunks.push(data);
    recorder.start();
    await new Promise((resolve) => setTimeout(resolve, ${seconds * 1000}));
    await new Promise((resolve) => { recorder.onstop = resolve; recorder.stop(); });
    clearInterval(timer);
    return [...new Uint8Array(await new Blob(chunks).arrayBuffer())];
  })()`);
  await page.close();
  return Buffer.from(bytes);
}
