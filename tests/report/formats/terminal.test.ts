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
    const head = lines.findIndex((line) => line.startsWith('  Metric'));
    expect(lines.slice(head, head + 4)).toEqual([
      '  Metric              Limit           Actual  Outcome',
      'Jakarta',
      '  End-to-end latency  p95 ≤ 800 ms   no data  ? no data',
      '  Stutter rate        ≤ 3 %            100 %  ✗ fail',
    ]);
    // Worst first, each under its whole name.
    const names = lines.slice(head + 1, lines.indexOf('', head)).filter((line) => !line.startsWith(' '));
    expect(names).toEqual(['Jakarta', 'São Paulo', 'Singapore']);
    expect(lines.slice(head + 1).indexOf('')).toBe(15);
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
      'got 171.3 ms. The link that differs most from its profile: haul of Jakarta (out), haul:sea-id/out.',
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
    const next = lines.indexOf('→ Try next: npx longhaul run shows/tonight.yaml --slow 8');
    expect(lines.slice(next - 3, next)).toEqual([
      '',
      'Meanwhile this machine’s CPUs were 86 % busy on average, and other machines took',
      '12 % of their time.',
    ]);
    const long = `shows/${'x'.repeat(100)}.yaml`;
    expect(formatTerminal(slowedInvalidResult(), { ...PLAIN, scenarioFile: long }).split('\n')).toContain(
      `→ Try next: npx longhaul run ${long} --slow 8`,
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

  it.each(Object.entries(SAMPLES))('speaks Chinese within its width: %s', (_, make) => {
    for (const width of [60, 80, 100]) {
      const text = formatTerminal(make(), { colour: false, width, language: 'zh' });
      for (const line of text.split('\n')) {
        expect(displayWidth(line), line).toBeLessThanOrEqual(width);
        expect(line).not.toMatch(/^ *[，。；：、）]/);
      }
    }
  });

  it('says verdict, reasons, advice and table in Chinese', () => {
    const lines = formatTerminal(notReadyResult(), { ...PLAIN, language: 'zh' }).split('\n');
    expect(lines[0]).toMatch(/^ 尚未就绪 /);
    expect(lines[1]).toMatch(/^3 个地区，\d+ 位观众，测量 20 s$/);
    expect(lines.find((line) => line.startsWith('  → '))).toBe(
      '  → 请将视频码率降到 1.2 Mbps 或更低，或换用更快的线路。',
    );
    const head = lines.find((line) => line.startsWith('  指标'));
    expect(head?.trim().split(/ +/)).toEqual(['指标', '界限', '实测', '结论']);
  });

  it('says how it compares with the last rehearsal of the same, and nothing without one', () => {
    const numbers = [
      { region: 'sea-id', metric: 'stutterRate', statistic: 'value', unit: 'fraction', before: 0.021, now: 0.004 },
      { region: 'sea-id', metric: 'latency', statistic: 'p95', unit: 'ms', now: 279 },
      { region: 'sea-sg', metric: 'latency', statistic: 'p95', unit: 'ms', before: 200.2, now: 200.4 },
    ] as const;
    const earlier = { directory: 'a', startedAt: '2026-06-30T09:00:00.000Z', outcome: 'not-ready', numbers } as const;
    const text = (language: 'en' | 'zh') =>
      formatTerminal({ ...readyResult(), earlier }, { ...PLAIN, width: 100, language }).replaceAll('\n', ' ');
    expect(text('en')).toContain(
      'Since the last rehearsal (2026-06-30 09:00 UTC, NOT READY): Jakarta Stutter rate 2.1 % → 0.4 %, Jakarta End-to-end latency p95 no data → 279 ms.',
    );
    expect(text('zh').replace(/\s+/g, '')).toContain('2.1%→0.4%');
    expect(text('zh').replace(/\s+/g, '')).toContain('与上一次彩排');
    const same = { ...earlier, numbers: numbers.slice(2) };
    expect(formatTerminal({ ...readyResult(), earlier: same }, { ...PLAIN, width: 100 })).toContain(
      'no number with a limit changed',
    );
    expect(formatTerminal(readyResult(), PLAIN)).not.toContain('last rehearsal');
  });
});
