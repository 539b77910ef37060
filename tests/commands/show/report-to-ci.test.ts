import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { reportToCi } from '../../../src/commands/show/report-to-ci.ts';

const report = { annotations: ['::notice title=a::b'], markdown: '# Ready\n' };

function terminal() {
  const [print, log]: [string[], string[]] = [[], []];
  return {
    lines: { print, log },
    terminal: {
      ...{ print: (text: string) => void print.push(text), log: (text: string) => void log.push(text) },
      ...{ status: undefined, colour: false, width: 80 },
    },
  };
}

afterEach(() => vi.unstubAllEnvs());

it('writes annotations to stdout, or to stderr when stdout holds the result, and appends to the job summary', () => {
  const folder = mkdtempSync(join(tmpdir(), 'longhaul-ci-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  vi.stubEnv('GITHUB_ACTIONS', 'true');
  vi.stubEnv('GITHUB_STEP_SUMMARY', join(folder, 'summary.md'));
  const { lines, terminal: to } = terminal();
  reportToCi(report, { terminal: to, json: false });
  reportToCi(report, { terminal: to, json: true });
  expect(lines).toEqual({ print: report.annotations, log: report.annotations });
  expect(readFileSync(join(folder, 'summary.md'), 'utf8')).toBe('# Ready\n# Ready\n');
});

it('does nothing outside GitHub Actions', () => {
  vi.stubEnv('GITHUB_ACTIONS', undefined);
  vi.stubEnv('GITHUB_STEP_SUMMARY', undefined);
  const { lines, terminal: to } = terminal();
  reportToCi(report, { terminal: to, json: false });
  expect(lines).toEqual({ print: [], log: [] });
});

it('does not fail when the summary cannot be written', () => {
  vi.stubEnv('GITHUB_ACTIONS', undefined);
  vi.stubEnv('GITHUB_STEP_SUMMARY', '/nonexistent/summary.md');
  const { lines, terminal: to } = terminal();
  reportToCi(report, { terminal: to, json: false });
  expect(lines.log).toEqual([expect.stringMatching(/^the job's summary cannot be written: ENOENT/)]);
});
