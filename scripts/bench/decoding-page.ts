import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright';
import type { CpuGroup } from '../../src/participants/cpu-group.ts';

/** A page that has encoded a moving picture once and decodes it as often as it is asked to. */
export interface DecodingPage {
  readonly codec: string;
  /** Decodes all frames at 30 fps; returns their number. */
  decode(): Promise<number>;
}

/** Encodes a moving picture once, and decodes it whenever it is asked to; runs in the page. */
async function prepare(frames: number): Promise<string> {
  const [width, height] = [1280, 720];
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  const chunks: EncodedVideoChunk[] = [];
  let config: VideoDecoderConfig | undefined;
  const settings = { codec: 'avc1.42001f', width, height, bitrate: 2_000_000, framerate: 30 };
  const codec = (await VideoEncoder.isConfigSupported(settings)).supported ? settings.codec : 'vp8';
  const encoder = new VideoEncoder({
    output(chunk, about) {
      chunks.push(chunk);
      config ??= about?.decoderConfig;
    },
    error(error) {
      throw error;
    },
  });
  encoder.configure({ ...settings, codec });
  for (let i = 0; i < frames; i++) {
    for (let y = 0; y < 36; y++)
      for (let x = 0; x < 64; x++) {
        context.fillStyle = `hsl(${(x * 7 + y * 11 + i * 3) % 360} 60% ${30 + ((x * y + i) % 40)}%)`;
        context.fillRect(x * 20 + (i % 20), y * 20, 20, 20);
      }
    const frame = new VideoFrame(canvas, { timestamp: i * 33_333 });
    encoder.encode(frame, { keyFrame: i === 0 });
    frame.close();
  }
  await encoder.flush();
  Object.assign(globalThis, {
    decode: async () => {
      let decoded = 0;
      const decoder = new VideoDecoder({
        output(frame) {
          decoded += 1;
          frame.close();
        },
        error(error) {
          throw error;
        },
      });
      decoder.configure(config ?? { codec });
      for (const chunk of chunks) {
        decoder.decode(chunk);
        // As a stream does: others use the caches between two frames.
        await new Promise((resolve) => setTimeout(resolve, 1000 / 30));
      }
      await decoder.flush();
      decoder.close();
      return decoded;
    },
  });
  return codec;
}

/** Opens such a page. Codecs are offered to pages of a server only, which is closed again. */
export async function openDecodingPage(browser: Browser, frames: number): Promise<DecodingPage> {
  const server = createServer((_, response) => response.end('<!doctype html>')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  server.close();
  server.closeAllConnections();
  // A helper of the compiler's, which functions refer to by name.
  await page.evaluate('globalThis.__name = (named) => named');
  const codec = await page.evaluate(prepare, frames);
  return {
    codec,
    decode: () => page.evaluate(() => (globalThis as unknown as { decode(): Promise<number> }).decode()),
  };
}

/** Decodes all frames once; returns the CPU time of the browser's group that each took, in ms. */
export async function frameCostMs(page: DecodingPage, group: CpuGroup): Promise<number> {
  const usedS = () => {
    const used = group.count()?.usedS;
    if (used === undefined) throw new Error('the kernel does not count CPU time here');
    return used;
  };
  const beforeS = usedS();
  const frames = await page.decode();
  return ((usedS() - beforeS) * 1000) / frames;
}
