import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PictureLine } from '../../src/model/recording/picture-line.ts';
import type { RecordLine } from '../../src/model/recording/recording.ts';
import { readPictures } from '../../src/recording/read-pictures.ts';
import { readRecording } from '../../src/recording/reader.ts';
import { createRecorder } from '../../src/recording/recorder.ts';
import { buildLines, takeOf, WINDOW_MS } from '../build-recording.ts';

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'longhaul-spoilt-'));
  file = join(directory, 'take.ndjson');
});
afterEach(() => rmSync(directory, { recursive: true }));

function write(lines: readonly RecordLine[]): void {
  const recorder = createRecorder(file);
  for (const line of lines) recorder.write(line);
  recorder.close();
}

/** Builds a take whose window of 8 s was extended, in a line of its own, because of spoilt seconds. */
function extendedBy(spoiltSeconds: readonly number[], more = spoiltSeconds.length): readonly RecordLine[] {
  const lines = buildLines({ seconds: 8 + more });
  const extended = { type: 'window', atMs: WINDOW_MS + 7000, fromMs: WINDOW_MS, spoiltSeconds } as const;
  return lines.flatMap((line): readonly RecordLine[] => {
    if (line.type === 'window') return [{ ...line, toMs: WINDOW_MS + 8000 }];
    return line.type === 'end' ? [{ ...extended, toMs: WINDOW_MS + (8 + more) * 1000 }, line] : [line];
  });
}

describe('a recording whose window was extended', () => {
  it('is read without the spoilt seconds, and as long as asked', async () => {
    write(extendedBy([1, 6]));
    const take = await readRecording(file);
    expect(take).toEqual(takeOf(extendedBy([1, 6])));
    expect(take.window).toEqual({ fromMs: WINDOW_MS, toMs: WINDOW_MS + 8000, spoiltSeconds: [1, 6] });
    expect(take.host.at(-1)?.atMs).toBe(WINDOW_MS + 9000);
  });

  it.each([
    {
      seconds: [3, 1],
      why: 'window.spoiltSeconds: expected seconds of a window of 10 s in ascending order, each once; got 1 in [3, 1]',
    },
    {
      seconds: [4, 4],
      why: 'window.spoiltSeconds: expected seconds of a window of 10 s in ascending order, each once; got 4 in [4, 4]',
    },
    {
      seconds: [-1, 4],
      why: 'window.spoiltSeconds: expected seconds of a window of 10 s in ascending order, each once; got -1 in [-1, 4]',
    },
    {
      seconds: [4, 10],
      why: 'window.spoiltSeconds: expected seconds of a window of 10 s in ascending order, each once; got 10 in [4, 10]',
    },
    {
      seconds: [1, 4, 7],
      why: "window.spoiltSeconds: expected at most a quarter of the window's 10 s spoilt; got 3 s",
    },
  ])('is refused with $seconds', async ({ seconds, why }) => {
    write(extendedBy(seconds, 2));
    await expect(readRecording(file)).rejects.toThrow(`${file}: ${why}`);
  });

  it('has its pictures moved, without those decoded in a cut and freezes that lie in one', async () => {
    const at = (ms: number) => WINDOW_MS + ms;
    const picture = (fields: Partial<PictureLine> & { readonly atMs: number }): PictureLine => ({
      ...{ type: 'picture', viewer: 'sea-sg-1', why: 'film', frame: 1, latencyMs: 100, jpeg: 'aaaa' },
      ...fields,
    });
    const freeze = (incident: string, fromMs: number, toMs: number, seenMs: number) =>
      picture({
        atMs: at(toMs),
        why: 'freeze',
        incident,
        place: 'at',
        fromMs: at(fromMs),
        toMs: at(toMs),
        seenMs: at(seenMs),
      });
    const pictures = [
      ...[900, 1500, 2500].map((ms) => picture({ atMs: at(ms + 20), seenMs: at(ms) })),
      freeze('f1', 1100, 1900, 1500),
      freeze('f2', 900, 2050, 1500),
      freeze('f3', 500, 2050, 1500),
      freeze('f4', 3000, 3600, 3300),
    ];
    write([...extendedBy([1]), ...pictures]);
    const { fromMs, lines } = await readPictures(file);
    expect(fromMs).toBe(WINDOW_MS);
    expect(lines).toEqual([
      picture({ atMs: at(920), seenMs: at(900) }),
      picture({ atMs: at(1520), seenMs: at(1500) }),
      {
        ...{ type: 'picture', viewer: 'sea-sg-1', why: 'freeze', incident: 'f3', place: 'at' },
        atMs: at(1050),
        fromMs: at(500),
        toMs: at(1050),
      },
      freeze('f4', 2000, 2600, 2300),
    ]);
  });
});
