import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LiveRehearsal } from '../../src/live/live-rehearsal.ts';
import { exposition } from '../../src/live/open-metrics/exposition.ts';
import { FAMILIES } from '../../src/live/open-metrics/families.ts';
import type { RecordLine } from '../../src/model/recording/recording.ts';
import { buildLines, LATENCY_MS, SSIM, WINDOW_MS } from '../build-recording.ts';
import { readOpenMetrics } from './open-metrics-grammar.ts';

function played(edit?: (line: RecordLine) => RecordLine | undefined): LiveRehearsal {
  const rehearsal = new LiveRehearsal('a1');
  const lines = buildLines({ seconds: 10, budgets: BUDGETS, ...(edit && { edit }) });
  for (const line of lines.toSorted((a, b) => a.atMs - b.atMs)) rehearsal.follow({ type: 'recorded', line });
  return rehearsal;
}

const BUDGETS = [
  {
    ...{ metric: 'latency', statistic: 'p95' as const, unit: 'ms' as const, origin: 'default' as const },
    ready: { comparison: '<=' as const, limit: 800 },
  },
];

describe('OpenMetrics', () => {
  it('follows the grammar and tells the numbers in base units', () => {
    const samples = readOpenMetrics(exposition(played()));
    const sampleOf = (name: string, labels: Record<string, string> = {}) =>
      samples.find(
        (each) => each.name === name && Object.entries(labels).every(([key, value]) => each.labels[key] === value),
      )?.value;
    const worst = { region: 'sea-sg', viewer: 'worst' };
    expect(sampleOf('longhaul_latency_seconds', worst)).toBe(LATENCY_MS / 1000);
    expect(sampleOf('longhaul_stutter_ratio', worst)).toBe(0);
    expect(sampleOf('longhaul_clarity_ssim', worst)).toBe(SSIM);
    // In the last second: 24 or 25 frames of 80 kbit between its two samples.
    expect([1_920_000, 2_000_000]).toContain(sampleOf('longhaul_video_bitrate_bits_per_second', worst));
    expect(sampleOf('longhaul_measured_seconds')).toBe(10);
    expect(sampleOf('longhaul_incidents_total')).toBe(0);
    const budget = (state: string) =>
      sampleOf('longhaul_budget_so_far', { metric: 'latency', longhaul_budget_so_far: state });
    expect([budget('pass'), budget('fail'), budget('no-data')]).toEqual([1, 0, 0]);
  });

  it('leaves out what is not known: a missing sample is no 0', () => {
    const empty = readOpenMetrics(exposition(new LiveRehearsal('a1')));
    expect(empty.map(({ name }) => name)).not.toContain('longhaul_stutter_ratio');
    expect(empty.find(({ labels }) => labels.longhaul_phase === 'waiting')?.value).toBe(1);
    const silent = played((line) => ('viewer' in line && line.atMs > WINDOW_MS + 3000 ? undefined : line));
    const names = readOpenMetrics(exposition(silent)).map(({ name }) => name);
    expect(names).not.toContain('longhaul_latency_seconds');
    expect(names).toContain('longhaul_silent_viewers');
  });

  it('escapes names', () => {
    const rehearsal = played((line) =>
      line.type === 'header'
        ? { ...line, take: { ...line.take, scenario: { ...line.take.scenario, name: 'a "b" \\ c\nd' } } }
        : line,
    );
    expect(exposition(rehearsal)).toContain('scenario="a \\"b\\" \\\\ c\\nd"');
    readOpenMetrics(exposition(rehearsal));
  });

  it.each([
    ['no end', '# TYPE a gauge\na 1\n'],
    ['a name without its unit', '# TYPE a gauge\n# UNIT a seconds\na 1\n# EOF\n'],
    ['a counter without _total', '# TYPE a counter\na 1\n# EOF\n'],
    ['families interleaved', '# TYPE a gauge\na 1\n# TYPE b gauge\nb 1\n# TYPE a gauge\na{x="1"} 1\n# EOF\n'],
    ['a quote that is not escaped', '# TYPE a gauge\na{x="""} 1\n# EOF\n'],
    ['a sample told twice', '# TYPE a gauge\na 1\na 2\n# EOF\n'],
  ])('the grammar refuses %s', (_, text) => {
    expect(() => readOpenMetrics(text)).toThrow();
  });

  it('the dashboard asks for families there are', () => {
    const dashboard = readFileSync(join(import.meta.dirname, '../../docs/grafana-dashboard.json'), 'utf8');
    const asked = new Set(dashboard.match(/longhaul_[a-z_]+/g));
    const told = FAMILIES.map(({ name, type }) => name + ({ counter: '_total', info: '_info' }[type as string] ?? ''));
    expect(asked.size).toBeGreaterThan(8);
    for (const name of asked) expect(told).toContain(name);
  });
});
