import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Span } from '../../../src/metrics/series/span.ts';
import type { RecordLine } from '../../../src/model/recording/recording.ts';
import type { Incident } from '../../../src/model/result/incident.ts';
import { readRecording } from '../../../src/recording/reader.ts';
import { causeText } from '../../../src/report/facts/incident-facts.ts';
import { encoderHeldBack } from '../../../src/verdict/incidents/causes/encoder-held-back.ts';
import { findIncidents } from '../../../src/verdict/incidents/find-incidents.ts';
import { joinIncidents } from '../../../src/verdict/incidents/join-incidents.ts';
import { buildLines, secondOf, takeOf, viewerOf, WINDOW_MS } from '../../build-recording.ts';
import { FAULTS, type Fault, withDevice, withFaults } from './faults.ts';
import { noiseOf } from './noise.ts';

const VIEWERS = ['sea-sg-1', 'sea-sg-2'].map((id) => ({ id, region: 'sea-sg' }));

function incidentsWith(seed: number, faults: readonly Fault[]): readonly Incident[] {
  const { noise, wobbleMs } = noiseOf(seed);
  const lines = buildLines({ viewers: VIEWERS, ...withFaults(faults, noise, wobbleMs) });
  return joinIncidents(findIncidents(takeOf(withDevice(lines, faults))));
}

/** Where and how large the fault of a seed is. */
function drawPlace(seed: number, fromMs: number) {
  const { random } = noiseOf(seed * 7919);
  const atMs = fromMs + 40 * Math.floor(75 * random());
  return {
    place: { viewer: 'sea-sg-1', region: 'sea-sg', atMs, forMs: 600 + 40 * Math.floor(25 * random()) },
    size: random(),
  };
}

const overlaps = ({ fromMs, toMs }: Incident, { atMs, forMs }: Fault) =>
  fromMs < atMs + forMs + 600 && toMs > atMs - 100;
const names = Object.keys(FAULTS);
/** Known only by how far they are from their usual value, or from a picture that is less clear than usual. */
const KNOWN_BY_COMPARISON = ['haul: delay', 'access-delay', 'jitter-buffer', 'encoder-held-back'];
const make = (name: string, seed: number, fromMs: number): Fault => {
  const { place, size } = drawPlace(seed, fromMs);
  const maker = FAULTS[name];
  if (maker === undefined) throw new Error(name);
  return maker(place, size);
};

/** Returns what is wrong about the causes named for a fault, undefined if the first one is right. */
function wrongAbout(incidents: readonly Incident[], fault: Fault): string | undefined {
  const found = incidents.filter((incident) => overlaps(incident, fault));
  if (found.length === 0) return `${fault.cause} at ${fault.atMs} for ${fault.forMs}: no incident`;
  const named = found.map(({ causes }) => causes[0]?.cause ?? 'unknown');
  return named.includes(fault.cause) ? undefined : `${fault.cause}: ${JSON.stringify(found)}`;
}

describe('incidents of made-up faults', () => {
  const singles = Array.from({ length: 40 }, (_, i) => [names[i % names.length] ?? '', i + 1] as const);
  const pairs = Array.from({ length: 20 }, (_, i) => {
    const others = names.filter((name) => name !== 'jitter-buffer');
    return [others[i % others.length] ?? '', others[(i * 5 + 3) % others.length] ?? '', 100 + i] as const;
  });

  it('names the right cause first in at least 57 of 60, and nothing away from the fault', () => {
    const wrong: string[] = [];
    for (const [name, seed] of singles) {
      const fault = make(name, seed, 8000);
      const incidents = incidentsWith(seed, [fault]);
      const problem = wrongAbout(incidents, fault);
      if (problem !== undefined) wrong.push(`${name}, seed ${seed}: ${problem}`);
      const elsewhere = incidents.filter((incident) => !overlaps(incident, fault));
      if (elsewhere.length > 0) wrong.push(`${name}, seed ${seed}: also ${JSON.stringify(elsewhere)}`);
    }
    for (const [first, second, seed] of pairs) {
      const faults = [make(first, seed, 5000), make(second, seed + 500, 18_000)];
      const incidents = incidentsWith(seed, faults);
      const problems = faults.flatMap((fault) => wrongAbout(incidents, fault) ?? []);
      if (problems.length > 0) wrong.push(`${first} and ${second}, seed ${seed}: ${problems.join(' | ')}`);
    }
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(3);
  });

  const simultaneous = [
    ['first-mile: loss', 'access-queue'],
    ['haul: loss', 'viewer-device'],
    ['source-stalled', 'access-loss'],
    ['origin', 'access-loss'],
    ['first-mile: loss', 'haul: delay'],
    ['source-stalled', 'access-delay'],
    ['viewer-device', 'access-delay'],
    ['viewer-device', 'bitrate-above-line'],
  ] as const;
  it.each(simultaneous)('names both of %s and %s at one time', (first, second) => {
    const { place, size } = drawPlace(7, 12_000);
    const faults = [first, second].flatMap((name) => FAULTS[name]?.(place, size) ?? []);
    const named = incidentsWith(7, faults).flatMap(({ causes }) => causes.map(({ cause }) => cause));
    expect(new Set(named)).toEqual(new Set(faults.map(({ cause }) => cause)));
  });

  it.each(names)('names nothing beside %s, at the edges of the window either', (name) => {
    for (const atMs of [0, 12_000, 29_400]) {
      const fault = FAULTS[name]?.({ viewer: 'sea-sg-1', region: 'sea-sg', atMs, forMs: 1000 }, 0.5);
      if (fault === undefined) throw new Error(name);
      const found = incidentsWith(11, [fault]);
      const named = new Set(found.flatMap(({ causes }) => causes.map(({ cause }) => cause)));
      // Two seconds of a slow or an unclear picture are an incident, less is none.
      expect(named, `at ${atMs}`).toEqual(new Set(found.length === 0 ? [] : [fault.cause]));
      expect(found.length, `at ${atMs}`).toBeGreaterThanOrEqual(atMs === 12_000 ? 1 : 0);
    }
  });

  it.each(['publisher-cpu', 'first-mile: blackout'])('does not name the encoder that %s holds back', (name) => {
    const { place, size } = drawPlace(9, 12_000);
    const faults = [name, 'encoder-held-back'].flatMap((each) => FAULTS[each]?.(place, size) ?? []);
    const named = incidentsWith(9, faults).flatMap(({ causes }) => causes.map(({ cause }) => cause));
    expect(new Set(named)).toEqual(new Set([faults[0]?.cause]));
  });

  it('does not blame an encoder that leaves out some pictures at every cut of the scene', () => {
    const place = { viewer: 'sea-sg-1', region: 'sea-sg', atMs: 12_000, forMs: 1000 };
    const latencyOf = (at: number) => (at >= 12_000 && at < 13_000 ? undefined : 100);
    const cutsBefore = (line: RecordLine) => Math.floor((secondOf(line) + 14) / 5);
    const edit = (line: RecordLine): RecordLine =>
      line.type !== 'stats'
        ? line
        : {
            ...line,
            reports: line.reports.map((report) =>
              report.type === 'outbound-rtp' && report.framesEncoded !== undefined
                ? { ...report, framesEncoded: report.framesEncoded - 8 * cutsBefore(line) }
                : report,
            ),
          };
    const [incident] = incidentsWith(3, [{ cause: 'unknown', ...place, latencyOf, edit }]);
    expect(incident?.causes).toEqual([]);
  });

  it('does not blame an encoder that left out a third of one second’s pictures for a stop of three', () => {
    const place = { viewer: 'sea-sg-1', region: 'sea-sg', atMs: 12_000, forMs: 3000 };
    const latencyOf = (at: number) => (at >= 12_000 && at < 15_000 ? undefined : 100);
    const leftOut = (line: RecordLine) => (secondOf(line) >= 12 ? 9 : 0);
    const edit = (line: RecordLine): RecordLine =>
      line.type !== 'stats'
        ? line
        : {
            ...line,
            reports: line.reports.map((report) =>
              report.type === 'outbound-rtp' && report.framesEncoded !== undefined
                ? { ...report, framesEncoded: report.framesEncoded - leftOut(line) }
                : report,
            ),
          };
    const found = incidentsWith(3, [{ cause: 'unknown', ...place, latencyOf, edit }]);
    expect(found.map(({ severity, causes }) => [severity, causes])).toEqual([['severe', []]]);
  });

  it('blames an encoder for a short stop that the pictures it left out make up', () => {
    const place = { viewer: 'sea-sg-1', region: 'sea-sg', atMs: 12_000, forMs: 240 };
    const latencyOf = (at: number) => (at >= 12_000 && at < 12_240 ? undefined : 100);
    const edit = (line: RecordLine): RecordLine =>
      line.type !== 'stats' || secondOf(line) < 12
        ? line
        : {
            ...line,
            reports: line.reports.map((report) =>
              report.type === 'outbound-rtp' && report.framesEncoded !== undefined
                ? { ...report, framesEncoded: report.framesEncoded - 6 }
                : report,
            ),
          };
    const found = incidentsWith(3, [{ cause: 'encoder-held-back', ...place, latencyOf, edit }]);
    expect(found.map(({ severity, causes }) => [severity, causes.map(({ cause }) => cause)])).toEqual([
      ['slight', ['encoder-held-back']],
    ]);
  });

  it('blames a source that made nothing for most of a short stop, and no source that was one picture late', () => {
    const place = { viewer: 'sea-sg-1', region: 'sea-sg', atMs: 12_000, forMs: 200 };
    const causesOf = (stillMs: number) =>
      incidentsWith(3, [
        {
          ...{ cause: 'source-stalled', ...place, isForAll: true },
          isMade: (at) => at < 12_000 || at >= 12_000 + stillMs,
          // Frames that came after it were late as well.
          latencyOf: (at) => (at >= 12_000 && at < 12_240 ? 12_340 - at : 100),
        },
      ]).flatMap(({ causes }) => causes.map(({ cause }) => cause));
    expect(causesOf(160)).toEqual(['source-stalled']);
    expect(causesOf(40)).toEqual([]);
  });

  it('names one picture made late for no more than it was late by', () => {
    const place = { viewer: 'sea-sg-1', region: 'sea-sg', atMs: 12_000, forMs: 1000 };
    const late: Fault['edit'] = (line) =>
      line.type === 'frames-made' && secondOf(line) === 12
        ? { ...line, lateMs: line.lateMs.map((_, i) => (i === 2 ? 150 : 1)) }
        : line;
    const stopped = (forMs: number) => (at: number) =>
      at >= 12_000 && at < 12_000 + forMs ? 12_000 + forMs + 100 - at : 100;
    const causesOf = (forMs: number) =>
      incidentsWith(3, [{ cause: 'machine', ...place, latencyOf: stopped(forMs), edit: late }]).flatMap(({ causes }) =>
        causes.map(({ cause, way }) => `${cause} ${way}`),
      );
    expect(causesOf(200)).toEqual(['machine pictures']);
    expect(causesOf(1500)).toEqual([]);
  });

  it('finds the device in the second before the window, in which the stop began', () => {
    const fault = FAULTS['viewer-device']?.({ viewer: 'sea-sg-1', region: 'sea-sg', atMs: -1000, forMs: 1000 }, 0.5);
    const found = incidentsWith(3, fault === undefined ? [] : [fault]);
    expect(found.map(({ fromMs, causes }) => [fromMs, causes[0]?.cause])).toEqual([[0, 'viewer-device']]);
  });

  it('says that it does not know where the picture stops and nothing stands beside it', () => {
    const place = { viewer: 'sea-sg-1', region: 'sea-sg', atMs: 12_000, forMs: 1000 };
    const latencyOf = (at: number) => (at >= 12_000 && at < 13_000 ? undefined : 100);
    const [incident, ...others] = incidentsWith(3, [{ cause: 'unknown', ...place, latencyOf }]);
    expect(others).toEqual([]);
    expect(incident).toMatchObject({ severity: 'severe', viewers: ['sea-sg-1'], causes: [] });
  });

  it('does not blame what stands there all the time, or after the picture has moved again', () => {
    const place = { viewer: 'sea-sg-1', region: 'sea-sg', atMs: 12_000, forMs: 1000 };
    const always = { ...place, atMs: -10_000, forMs: 60_000 };
    const afterwards = { ...place, atMs: 15_000, forMs: 1000 };
    const lossBy = (where: typeof place) => FAULTS['access-loss']?.(where, 0)?.edit ?? ((line) => line);
    for (const where of [always, afterwards]) {
      const latencyOf = (at: number) => (at >= 12_000 && at < 13_000 ? undefined : 100);
      const [incident] = incidentsWith(3, [{ cause: 'unknown', ...place, latencyOf, edit: lossBy(where) }]);
      expect(incident?.causes).toEqual([]);
    }
  });

  it.each(names)('compares %s with nothing where there was no quiet time, and tells it in whole sentences', (name) => {
    const place = { viewer: 'sea-sg-1', region: 'sea-sg', atMs: 1000, forMs: 3000 };
    const fault = FAULTS[name]?.(place, 0.8);
    if (fault === undefined) throw new Error(name);
    const { noise, wobbleMs } = noiseOf(1);
    const lines = buildLines({ seconds: 5, viewers: VIEWERS, ...withFaults([fault], noise, wobbleMs) });
    const found = joinIncidents(findIncidents(takeOf(withDevice(lines, [fault]))));
    const causes = found.flatMap((incident) => incident.causes);
    expect(causes[0]?.cause).toBe(KNOWN_BY_COMPARISON.includes(name) ? undefined : fault.cause);
    for (const cause of causes) {
      for (const number of cause.evidence) expect(number, cause.cause).not.toHaveProperty('usual');
      const text = causeText(cause, []);
      expect([text?.en, text?.zh].join(), `${cause.cause} ${cause.way}`).not.toMatch(/[{}]|undefined|no data/);
    }
  });

  it('compares the encoder’s target with what was asked where there was no quiet time', () => {
    const take = takeOf(
      buildLines({
        edit: (line) =>
          line.type === 'stats' && line.participant === 'publisher'
            ? { ...line, reports: line.reports.map((report) => ({ ...report, targetBitrate: 500_000 })) }
            : line,
      }),
    );
    const span = { fromMs: WINDOW_MS + 2000, toMs: WINDOW_MS + 4000 };
    const viewer = viewerOf(take);
    const test = (quiet: readonly Span[]) =>
      encoderHeldBack.test({ take, viewer, span, sought: span, symptoms: [], quiet });
    const asked = { value: 2_000_000, unit: 'bps' };
    expect(test([])).toMatchObject({ way: 'throughout', observed: { target: { value: 500_000, unit: 'bps' }, asked } });
    expect(test([])?.observed.target).not.toHaveProperty('usual');
    expect(test([{ fromMs: WINDOW_MS + 9000, toMs: WINDOW_MS + 10_000 }])).toBeUndefined();
  });

  it('joins what both viewers of a region have at one time, and not what one has later', () => {
    const place = { viewer: 'sea-sg-1', region: 'sea-sg', atMs: 8000, forMs: 800 };
    const haul = FAULTS['haul: loss']?.(place, 0.5);
    const own = FAULTS['access-blackout']?.({ ...place, viewer: 'sea-sg-2', atMs: 20_000 }, 0.5);
    const found = incidentsWith(
      5,
      [haul, own].flatMap((fault) => fault ?? []),
    );
    expect(found.map(({ viewers, causes }) => [viewers, causes[0]?.cause, causes[0]?.links?.[0]])).toEqual([
      [['sea-sg-1', 'sea-sg-2'], 'haul', 'haul:sea-sg/out'],
      // The sound of a hand-made recording is the same for all, so both lose it.
      [['sea-sg-1', 'sea-sg-2'], 'access-blackout', 'access:sea-sg-2/out'],
    ]);
  });

  it('names no cause and no incident in 20 clean takes', () => {
    for (let seed = 1; seed <= 20; seed++) expect(incidentsWith(seed, []), `seed ${seed}`).toEqual([]);
  });
});

describe('incidents of recorded takes', () => {
  const incidentsOf = async (name: string) =>
    joinIncidents(findIncidents(await readRecording(join(import.meta.dirname, '../../fixtures', `${name}.ndjson`))));

  it('finds none in a clean take, nor where retransmission repaired every loss', async () => {
    expect(await incidentsOf('clean')).toEqual([]);
    expect(await incidentsOf('lossy')).toEqual([]);
  });

  it('blames the bitrate where a line of 700 kbps must carry 1 Mbps and the sound', async () => {
    const [incident, ...others] = await incidentsOf('narrow');
    expect(others).toEqual([]);
    expect(incident?.severity).toBe('severe');
    expect(incident?.causes.map(({ cause, links }) => [cause, links])).toEqual([
      ['bitrate-above-line', ['access:near-1/out']],
    ]);
    expect(incident?.causes[0]?.evidence[0]).toMatchObject({ name: 'rate', value: 700_000, unit: 'bps' });
  });
});
