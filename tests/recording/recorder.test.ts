import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sleep } from '../../src/lib/clock.ts';
import { CannotMeasureError, InputError } from '../../src/lib/errors.ts';
import { readRecording } from '../../src/recording/reader.ts';
import { createRecorder, type FileSystem } from '../../src/recording/recorder.ts';
import { buildLines, buildTake, WINDOW_MS } from '../build-recording.ts';

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'longhaul-recording-'));
  file = join(directory, 'take.ndjson');
});
afterEach(() => rmSync(directory, { recursive: true }));

function writeTake(): void {
  const recorder = createRecorder(file);
  for (const line of buildLines()) recorder.write(line);
  recorder.close();
}

describe('a recording', () => {
  it('reads back as it was written', async () => {
    writeTake();
    expect(await readRecording(file)).toEqual(buildTake());
  });

  it('is in the file line by line, before it is closed', () => {
    const recorder = createRecorder(file);
    const [header] = buildLines();
    if (header) recorder.write(header);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(header);
    recorder.close();
  });

  it('is read up to a torn last line, which is counted', async () => {
    writeTake();
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.slice(0, -20));
    const take = await readRecording(file);
    expect(take.tornLines).toBe(1);
    expect(take.end).toBeUndefined();
    expect(take.viewers).toEqual(buildTake().viewers);
  });

  it('is read without lines of unknown types; invalid lines of known types are counted', async () => {
    writeTake();
    const atMs = WINDOW_MS;
    appendFileSync(file, `${JSON.stringify({ type: 'from-the-future', atMs })}\n`);
    appendFileSync(file, `${JSON.stringify({ type: 'constructor', atMs })}\n`);
    const uneven = {
      type: 'frames-seen',
      atMs,
      viewer: 'sea-sg-1',
      baseMs: 0,
      unreadable: 0,
      frame: [1, 2],
      seenMs: [1],
      latencyMs: [1, 2],
    };
    appendFileSync(file, `${JSON.stringify(uneven)}\n`);
    appendFileSync(file, `${JSON.stringify({ ...uneven, frame: [null], latencyMs: [1] })}\n`);
    expect(await readRecording(file)).toEqual({ ...buildTake(), tornLines: 2 });
  });

  it('is read without a line that never seems to end, instead of filling the memory with it', async () => {
    writeTake();
    appendFileSync(file, `{"type":"${'x'.repeat(5_000_000)}\n`);
    appendFileSync(
      file,
      `${JSON.stringify({ type: 'event', atMs: WINDOW_MS, source: 'runner', name: 'interrupted' })}\n`,
    );
    const take = await readRecording(file);
    expect(take.tornLines).toBe(1);
    expect(take.events).toHaveLength(buildTake().events.length + 1);
  });

  it('is read with every planned viewer, even one without any line', async () => {
    writeTake();
    const text = readFileSync(file, 'utf8').split('\n');
    writeFileSync(
      file,
      text.filter((line) => !line.includes('"frames-seen"') && !line.includes('"participant":"sea-sg-1"')).join('\n'),
    );
    const { viewers } = await readRecording(file);
    expect(viewers).toMatchObject([{ id: 'sea-sg-1', region: 'sea-sg', stats: [] }]);
    expect(viewers[0]?.frames.seenMs).toHaveLength(0);
  });

  it('is refused if it has another schema version', async () => {
    const [header] = buildLines();
    writeFileSync(file, `${JSON.stringify({ ...header, schemaVersion: 99, take: 'of another shape' })}\n`);
    await expect(readRecording(file)).rejects.toThrow(
      new InputError([{ where: file, path: '', expected: 'schemaVersion 1 or 2', got: 'schemaVersion 99' }]),
    );
  });

  it.each([
    ['an empty file', ''],
    ['a file that is not a recording', 'scenario: jakarta\n'],
    ['a recording without its header', `${JSON.stringify({ type: 'end', atMs: 1, reason: 'completed' })}\n`],
  ])('is refused as bad input: %s', async (_, text) => {
    writeFileSync(file, text);
    await expect(readRecording(file)).rejects.toBeInstanceOf(InputError);
  });

  it('is bad input if it does not exist', async () => {
    await expect(readRecording(join(directory, 'none.ndjson'))).rejects.toThrow(/ENOENT/);
    await expect(readRecording(join(directory, 'none.ndjson'))).rejects.toBeInstanceOf(InputError);
  });
});

describe('a recorder', () => {
  const [header] = buildLines();
  if (header === undefined) throw new Error('no header');

  it.each([
    ['removed', () => rmSync(file)],
    ['moved', () => renameSync(file, `${file}-moved`)],
    [
      'another',
      () => {
        renameSync(file, `${file}-moved`);
        writeFileSync(file, '');
      },
    ],
  ])('says within a second or two that its file is %s: what is written there is lost', async (_, disturb) => {
    const recorder = createRecorder(file);
    recorder.write(header);
    await sleep(1100);
    recorder.write(header);
    disturb();
    await sleep(1100);
    const error = caught(() => recorder.write(header));
    recorder.close();
    expect(error).toBeInstanceOf(CannotMeasureError);
    expect(error).toMatchObject({ message: `the recording ${file} was moved or removed while it was being written` });
  });

  it.runIf(existsSync('/dev/full'))('says what to do when the disk is full', () => {
    // On Linux every write to /dev/full fails with ENOSPC, as on a full disk.
    const full: FileSystem = {
      open: () => openSync('/dev/full', 'w'),
      write: writeSync,
      close: closeSync,
      isThere: () => true,
    };
    const recorder = createRecorder(file, full);
    const error = caught(() => recorder.write(header));
    recorder.close();
    expect(error).toBeInstanceOf(CannotMeasureError);
    expect(error).toMatchObject({
      message: expect.stringContaining(file),
      advice: expect.stringContaining('disk full'),
    });
  });

  it('says what to do when its directory is missing', () => {
    const error = caught(() => createRecorder(join(directory, 'missing', 'take.ndjson')));
    expect(error).toMatchObject({ name: 'CannotMeasureError', advice: expect.stringContaining('create it') });
  });

  it('continues where a short write stopped, and keeps the next line whole after a failed write', () => {
    const written: string[] = [];
    let failing = false;
    const recorder = createRecorder(file, {
      open: () => 3,
      write: (_, bytes) => {
        if (failing) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
        const part = Buffer.from(bytes.subarray(0, 100)).toString();
        written.push(part);
        return Math.min(100, bytes.length);
      },
      close: () => undefined,
      isThere: () => true,
    });
    recorder.write(header);
    expect(JSON.parse(written.join(''))).toEqual(header);
    failing = true;
    expect(() => recorder.write(header)).toThrow(CannotMeasureError);
    failing = false;
    recorder.write({ type: 'end', atMs: 1, reason: 'failed' });
    expect(written.join('').split('\n').slice(1)).toEqual(['', '{"type":"end","atMs":1,"reason":"failed"}', '']);
  });

  it('does not touch an existing recording', () => {
    writeTake();
    const before = readFileSync(file, 'utf8');
    expect(caught(() => createRecorder(file))).toMatchObject({
      name: 'CannotMeasureError',
      advice: expect.stringContaining('--out'),
    });
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('may be closed twice, and writes nothing afterwards', () => {
    const recorder = createRecorder(file);
    recorder.close();
    recorder.close();
    recorder.write(header);
    expect(readFileSync(file, 'utf8')).toBe('');
  });
});

function caught(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}
