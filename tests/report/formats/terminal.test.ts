import { describe, expect, it } from 'vitest';
import { formatTerminal } from '../../../src/report/formats/terminal.ts';
import { displayWidth } from '../../../src/report/text/display-width.ts';
import {
  hostileResult,
  invalidResult,
  notReadyResult,
  offResult,
  oldResult,
  readyResult,
  SAMPLES,
  slowedInvalidResult,
  slowedResult,
} from '../sample-result.ts';

const PLAIN = { colour: false, width: 80 };

describe('formatTerminal', () => {
  it.each(Object.entries(SAMPLES))('keeps within its width: %s', (_, make) => {
    for (const width of [60, 80, 100])
      for (const line of formatTerminal(make(), { colour: false, width }).split('\n'))
        expect(displayWidth(line), line).toBeLessThanOrEqual(width);
  });

  it('begins with the verdict, then why and what to change', () => {
    const lines = formatTerminal(notReadyResult(), PLAIN).split('\n');
    expect(lines[0]).toContain('NOT READY');
    expect(lines).toContain('✗ Jakarta: the picture stands still 100 % of the time (limit 3 %). Its access');
    expect(lines).toContain('  → Lower the video bitrate to 1.2 Mbps or less, or use a faster line.');
  });

  it('lists every budget with limit, actual and outcome, aligned', () => {
    const lines = formatTerminal(notReadyResult(), PLAIN).split('\n');
    const head = lines.findIndex((line) => line.startsWith('Region'));
    expect(lines.slice(head, head + 3)).toEqual([
      'Region     Metric              Limit           Actual  Outcome',
      'Singapore  End-to-end latency  p95 ≤ 800 ms    200 ms  ✓ pass',
      '           Stutter rate        ≤ 3 %              0 %  ✓ pass',
    ]);
    expect(lines.slice(head + 1).indexOf('')).toBe(12);
  });

  it('gives advice and no pass or fail when invalid', () => {
    const text = formatTerminal(invalidResult(), PLAIN);
    expect(text).toContain('This machine’s CPUs were fully busy.');
    expect(text).toContain('→ Close other programs');
    expect(text).not.toMatch(/✓|✗/);
  });

  it('ends with one line for a network as asked, and with every fault of one that is not', () => {
    expect(formatTerminal(notReadyResult(), PLAIN).split('\n').at(-1)).toBe(
      'network tun: 5 paths as asked, probed in 2.4 s',
    );
    const text = formatTerminal(offResult(), PLAIN);
    expect(text).toContain('network tun: not as asked: 1 of 5 paths');
    expect(text.replace(/\n +/g, ' ')).toContain(
      'got 171.3 ms. The link that differs most from its profile: haul of sea-id (out), haul:sea-id/out.',
    );
    expect(formatTerminal(oldResult(), PLAIN)).toContain('not probed before the take');
  });

  it('says below the facts how fast it was played, and nothing if that was the stream’s own speed', () => {
    const lines = formatTerminal(slowedResult(), PLAIN).split('\n');
    expect(lines.slice(1, 6)).toEqual([
      '3 regions, 4 viewers, 20 s measured',
      'Played at 1/1.6 to 1/4 of its speed, because this machine was busy; all times',
      'are the stream’s own. The machine did not respond for 6.0 s in total; the',
      'stream’s clock waited. 1 s that the machine spoilt was replayed at the end.',
      'Every region can watch, but something is close to its limit:',
    ]);
    expect(formatTerminal(readyResult(), PLAIN)).not.toContain('Played at');
  });

  it('ends an invalid result with the load of the machine and one line to paste', () => {
    const lines = formatTerminal(slowedInvalidResult(), { ...PLAIN, scenarioFile: 'shows/tonight.yaml' }).split('\n');
    const next = lines.indexOf('→ Try next: longhaul run shows/tonight.yaml --slow 8');
    expect(lines.slice(next - 3, next)).toEqual([
      '',
      'Meanwhile this machine’s CPUs were 86 % busy on average, and other machines took',
      '12 % of their time.',
    ]);
    const long = `shows/${'x'.repeat(100)}.yaml`;
    expect(formatTerminal(slowedInvalidResult(), { ...PLAIN, scenarioFile: long }).split('\n')).toContain(
      `→ Try next: longhaul run ${long} --slow 8`,
    );
    expect(formatTerminal(notReadyResult(), PLAIN)).not.toMatch(/Try next|Meanwhile/);
  });

  it('uses escape codes only when asked, and closes each', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the test looks for escape codes
    const codes = (text: string) => text.match(/\u001b\[[\d;]*m/g) ?? [];
    expect(codes(formatTerminal(readyResult(), PLAIN))).toEqual([]);
    const coloured = codes(formatTerminal(readyResult(), { ...PLAIN, colour: true }));
    // The codes that end bold and dim, inverse and colour.
    const closing = ['\u001b[22m', '\u001b[27m', '\u001b[39m'];
    expect(coloured.filter((code) => closing.includes(code))).toHaveLength(coloured.length / 2);
  });

  it('never passes a name’s escape codes to the terminal', () => {
    expect(formatTerminal(hostileResult(), PLAIN)).not.toContain('\u001b');
  });
});
