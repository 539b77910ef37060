import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../src/model/result/incident.ts';
import { readRecording } from '../../../src/recording/reader.ts';
import { findIncidents } from '../../../src/verdict/incidents/find-incidents.ts';
import { joinIncidents } from '../../../src/verdict/incidents/join-incidents.ts';
import { buildLines, takeOf } from '../../build-recording.ts';
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
