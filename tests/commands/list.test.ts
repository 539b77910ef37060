import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { list } from '../../src/commands/list.ts';
import { openCommand, openInBrowser } from '../../src/commands/machine/open-in-browser.ts';
import { open } from '../../src/commands/open.ts';
import { notReadyResult, readyResult } from '../report/sample-result.ts';
import { inProcess } from './in-process.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'list-'));
  const results = { old: readyResult(), new: { ...notReadyResult(), startedAt: '2027-01-01T08:30:00.000Z' } };
  for (const [name, result] of Object.entries(results)) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'result.json'), JSON.stringify(result));
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('list', () => {
  it('prints a line per rehearsal, newest first', async () => {
    const { code, out } = await inProcess(list, { folder, html: false, json: false }, 120);
    const [header, first, second] = out.split('\n');
    expect(code).toBe(0);
    expect(header).toMatch(/^When +Scenario +Verdict +Worst region +Minutes +Directory$/);
    expect(first).toMatch(/^2027-01-01 08:30 UTC .* NOT READY .* new$/);
    expect(second).toMatch(/(?<!NOT) READY .* São Paulo .* old$/);
    expect(existsSync(join(folder, 'index.html'))).toBe(false);
  });

  it('prints JSON, and writes the page on request', async () => {
    const { out, log } = await inProcess(list, { folder, html: true, json: true });
    const { rehearsals } = JSON.parse(out) as { rehearsals: { directory: string; outcome: string }[] };
    expect(rehearsals.map(({ directory, outcome }) => [directory, outcome])).toEqual([
      ['new', 'not-ready'],
      ['old', 'ready'],
    ]);
    expect(log).toContain('index.html');
    expect(existsSync(join(folder, 'index.html'))).toBe(true);
  });

  it('says that there is none', async () => {
    const { code, out } = await inProcess(list, { folder: join(folder, 'none'), html: false, json: false });
    expect([code, out]).toEqual([0, `No rehearsal in ${join(folder, 'none')} yet.`]);
  });
});

describe('open', () => {
  it('knows the opener of each system, and that there is none without a screen', () => {
    expect(openCommand('darwin', {})).toEqual(['open']);
    expect(openCommand('win32', {})).toEqual(['cmd', '/c', 'start', '']);
    expect(openCommand('linux', { DISPLAY: ':0' })).toEqual(['xdg-open']);
    expect(openCommand('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toEqual(['xdg-open']);
    expect(openCommand('linux', {})).toBeUndefined();
  });

  it('tells whether the page was opened', async () => {
    expect(await openInBrowser('/x', ['true'])).toBe(true);
    expect(await openInBrowser('/x', ['false'])).toBe(false);
    expect(await openInBrowser('/x', ['no-such-program-here'])).toBe(false);
  });

  it('refuses a directory without a report', async () => {
    await expect(inProcess(open, { directory: join(folder, 'old') })).rejects.toThrow('a directory with a report');
  });
});
