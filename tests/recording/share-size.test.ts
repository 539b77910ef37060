import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecordLine } from '../../src/model/recording/recording.ts';
import { NOBODY, readRecording, type Share } from '../../src/recording/reader.ts';
import { createRecorder } from '../../src/recording/recorder.ts';
import { buildLines } from '../build-recording.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'longhaul-size-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** Writes a recording; returns how to ask for the size of what is kept of a share of it: no clock and no garbage are in that. */
function recorded(viewerCount: number, seconds: number) {
  const viewers = Array.from({ length: viewerCount }, (_, i) => ({ id: `sea-sg-${i + 1}`, region: 'sea-sg' }));
  const file = join(directory, `${viewerCount}-${seconds}.ndjson`);
  const recorder = createRecorder(file);
  const none = {
    packetsOut: 0,
    bytesOut: 0,
    nackedPackets: 0,
    rtxSent: 0,
    rtxRefused: 0,
    pliReceived: 0,
    pacerDropped: 0,
  };
  const served = viewers.map(({ id }) => ({ viewer: id, ...none }));
  const edit = (line: RecordLine) => (line.type === 'origin' ? { ...line, viewers: served } : line);
  for (const line of buildLines({ viewers, seconds, edit })) recorder.write(line);
  recorder.close();
  return async (share: Share) => {
    const { header: _, ...take } = await readRecording(file, share);
    return serialize(take).byteLength;
  };
}

describe('a share of a recording in memory', () => {
  it('is as large for one viewer among thirty as among three', async () => {
    const [few, many] = [recorded(3, 30), recorded(30, 30)];
    const ofFew = await few({ index: 1, count: 3 });
    expect(await many({ index: 1, count: 30 })).toBeLessThan(1.1 * ofFew);
    // All thirty are much more, so that the bound above bounds something.
    expect(await many({ index: 0, count: 1 })).toBeGreaterThan(8 * ofFew);
  });

  it('grows by less than 10 kB for each second of a viewer', async () => {
    const [short, long] = [recorded(4, 20), recorded(4, 60)];
    const one = { index: 0, count: 4 };
    const perSecond = ((await long(one)) - (await short(one))) / 40;
    expect(perSecond).toBeGreaterThan(0);
    expect(perSecond).toBeLessThan(10_000);
  });

  it('keeps of links and origin what its own viewers had a part in; without a viewer the first mile, and all of the take', async () => {
    const viewers = [1, 2, 3].map((place) => ({ id: `sea-sg-${place}`, region: 'sea-sg' }));
    recorded(3, 20);
    const file = join(directory, '3-20.ndjson');
    const [nobody, all, one] = [
      await readRecording(file, NOBODY),
      await readRecording(file),
      await readRecording(file, { index: 1, count: 3 }),
    ];
    const { links: firstMile, origin: publisherOnly, ...takeOfNobody } = nobody;
    const { links: _, origin: __, ...takeOfAll } = all;
    expect(takeOfNobody).toEqual({ ...takeOfAll, viewers: [] });
    expect(firstMile.map((line) => line.links.map(({ link }) => link))).toEqual(
      all.links.map(() => ['first-mile/out', 'first-mile/back']),
    );
    expect(publisherOnly).toEqual(all.origin.map((line) => ({ ...line, viewers: [] })));
    expect(one.viewers).toEqual([all.viewers[1]]);
    const links = one.links[0]?.links.map(({ link }) => link) ?? [];
    expect(links).toContain(`access:${viewers[1]?.id}/out`);
    expect(links).not.toContain(`access:${viewers[0]?.id}/out`);
    expect(links.some((link) => link.startsWith('first-mile'))).toBe(true);
    const servedIn = ({ origin }: typeof one) =>
      new Set(origin.flatMap((line) => line.viewers.map((each) => each.viewer)));
    expect(servedIn(one)).toEqual(new Set(['sea-sg-2']));
    expect(servedIn(all)).toEqual(new Set(viewers.map(({ id }) => id)));
  });
});
