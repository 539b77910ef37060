import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../../../src/lib/errors.ts';
import { checkClips } from '../../../src/participants/check-clips.ts';
import { findBrowser } from '../../../src/participants/find-browser.ts';
import { type LaunchedBrowser, launchBrowser } from '../../../src/participants/launch-browser.ts';
import { itLong, LONG } from '../../it-long.ts';

// Four fields, seen upright: dark, less dark, less bright, bright; made with ffmpeg, 15 or 30 pictures a second. The phone's are
// stored on their side, as phones do.
const FIELDS = [
  [0.25, 0.3],
  [0.75, 0.3],
  [0.25, 0.8],
  [0.75, 0.8],
] as const;
/** Luma of the fields at video levels: 0x40, 0x78, 0xa8 and 0xe0 of 255. */
const LUMA = [71, 119, 160, 208];
const BLACK = 16;
const clipPath = (name: string) => fileURLToPath(new URL(`../../fixtures/clips/${name}`, import.meta.url));

describe('a clip in the browser', () => {
  let launched: LaunchedBrowser;
  let executable: string;
  let html: string;
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'longhaul-clip-'));
    executable = (await findBrowser()).path;
    launched = await launchBrowser({
      ...{ enter: { command: '', args: [] }, executable, trustedOrigins: [], signal: new AbortController().signal },
    });
    const entry = fileURLToPath(new URL('clip-page.ts', import.meta.url));
    const { outputFiles } = await build({ entryPoints: [entry], bundle: true, write: false, format: 'iife' });
    html = `<!doctype html><body><script>${outputFiles[0]?.text}</script>`;
  });

  afterAll(async () => {
    await launched.close();
    await rm(directory, { recursive: true });
  });

  const withPage = async <T>(path: string, use: (page: Page) => Promise<T>) => {
    const page = await launched.browser.newPage();
    await page.setContent(html);
    await page.setInputFiles('#clip', path);
    return use(page).finally(() => page.close());
  };
  const shoot = (name: string, width: number, height: number, places: readonly (readonly [number, number])[]) =>
    withPage(clipPath(name), (page) =>
      page.evaluate<{
        readonly facts: unknown;
        readonly frameRate: number | undefined;
        readonly shown: number;
        readonly luma: number[];
        readonly chroma: number[];
      }>(`longhaul.shoot(${width}, ${height}, ${JSON.stringify(places)})`),
    );
  const expectNear = (values: readonly number[], expected: readonly number[]) =>
    // Encoded with noise.
    expect(values.map((value, i) => Math.abs(value - (expected[i] ?? Number.NaN)) <= 12)).toEqual(
      values.map(() => true),
    );

  it.each(LONG ? ['phone.mp4', 'phone-444.mp4'] : ['phone.mp4'])(
    'shows %s upright, which is stored on its side',
    async (name) => {
      const { facts, frameRate, shown, luma, chroma } = await shoot(name, 360, 640, FIELDS);
      expect(facts).toEqual({ width: 180, height: 320, hasSound: name === 'phone.mp4' });
      expectNear(luma, LUMA);
      expectNear(chroma, [128, 128]);
      expect(frameRate).toBeCloseTo(15, 1);
      // Its own pictures, each once: 30 where a player that is polled repeats them. Some are missing on a busy machine.
      expect(shown).toBeGreaterThan(0);
      expect(shown).toBeLessThanOrEqual(33);
    },
  );

  itLong('puts an upright clip between bars into a wide broadcast', async () => {
    const inside = FIELDS.map(([x, y]) => [0.5 + (x - 0.5) * 0.316, y] as const);
    const { luma } = await shoot('phone.mp4', 640, 360, [...inside, [0.1, 0.5], [0.9, 0.5]]);
    expectNear(luma, [...LUMA, BLACK, BLACK]);
  });

  it('applies the shape of its pixels', async () => {
    const { facts, frameRate, luma } = await shoot('wide-pixels.mp4', 320, 180, [...FIELDS, [0.02, 0.5], [0.98, 0.8]]);
    expect(facts).toEqual({ width: 320, height: 180, hasSound: false });
    expectNear(luma, [...LUMA, 160, 208]);
    expect(frameRate).toBeCloseTo(30, 1);
  });

  it('refuses before anything starts what it cannot decode, and says how to convert it', async () => {
    const text = join(directory, 'notes.mp4');
    await writeFile(text, 'no clip at all');
    const problemOf = (path: string) =>
      checkClips([{ type: 'file', path }], executable).then(
        () => undefined,
        (error: unknown) => (error instanceof InputError ? error.message : error),
      );
    expect(await problemOf(clipPath('phone.mp4'))).toBeUndefined();
    const refused = await problemOf(text);
    expect(refused).toContain('notes.mp4: broadcast.source.file: expected a clip that this browser can decode; got');
    expect(refused).toContain('ffmpeg -i');
    // Some builds decode HEVC; those that do not play the sound alone and report no error.
    const hevc = await problemOf(clipPath('hevc.mp4'));
    if (hevc !== undefined) expect(hevc).toContain('got no picture that this browser can decode');
  });
});
