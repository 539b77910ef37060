import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { airtime } from '../../src/commands/airtime.ts';
import { InputError } from '../../src/lib/errors.ts';
import { displayWidth } from '../../src/report/text/display-width.ts';
import type { Day } from '../../src/scenario/day-table.ts';
import { inProcess } from './in-process.ts';

const NO_FILE = { scenario: undefined, json: false };

function scenarioFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'longhaul-airtime-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'show.yaml');
  writeFileSync(file, text);
  return file;
}

const SHOW = `name: show
duration: 20s
broadcast: {video: {bitrate: 500 kbps}, haul: direct}
regions:
  - {region: sea-id, access: mobile}
  - {region: na-west, access: fixed, haul: accelerated}
  - {region: delhi, access: wpt-4g, haul: {rtt: 90 ms}, zone: Asia/Kolkata}
`;

describe('longhaul airtime', () => {
  it('shows the hours of every region under those of China, the peaks marked', async () => {
    const { out } = await inProcess(airtime, { ...NO_FILE, date: '2026-11-27' });
    const lines = out.split('\n');
    expect(lines).toContain('China         12  13  14  15  16  17  18  19* 20* 21* 22* 23*');
    expect(lines).toContain('sea-id        11  12  13  14  15  16  17  18* 19* 20* 21* 22*');
    expect(lines).toContain('na-west       08  09  10  11  12  13  14  15  16  17  18* 19*');
    expect(out).toContain('  me-ae     access  mobile-peak 00:00-03:00 and 22:00-24:00, else mobile-good\n');
    expect(lines.filter((line) => displayWidth(line) > 80)).toEqual([]);
  });

  it('moves Los Angeles by an hour in summer', async () => {
    const { out } = await inProcess(airtime, { ...NO_FILE, date: '2026-07-01' });
    expect(out.split('\n')).toContain('na-west       09  10  11  12  13  14  15  16  17  18* 19* 20*');
  });

  it('shows the repeated hour on the day summer time ends', async () => {
    const { out } = await inProcess(airtime, { ...NO_FILE, date: '2026-11-01' });
    // 15:00 and 16:00, 17:00 in China: 00:00 and 01:00 in summer time, then 01:00 in winter time.
    expect(out.split('\n')).toContain('na-west       21* 22* 23  00  01  01  02  03  04  05  06  07');
  });

  it("resolves a scenario's own regions at each hour", async () => {
    const file = scenarioFile(SHOW);
    const { out } = await inProcess(airtime, { scenario: file, date: '2026-11-27', json: true });
    const day: Day = JSON.parse(out);
    expect(day.regions.map(({ id, hours }) => [id, hours[20]])).toEqual([
      ['sea-id', { localTime: '2026-11-27T19:00+07:00', access: 'sea-id/mobile-peak', haul: 'sea-id/direct-evening' }],
      ['na-west', { localTime: '2026-11-27T04:00-08:00', access: 'na-west/fixed', haul: 'na-west/accelerated' }],
      ['delhi', { localTime: '2026-11-27T17:30+05:30', access: 'wpt-4g', haul: 'custom' }],
    ]);
    const { out: text } = await inProcess(airtime, { scenario: file, date: '2026-11-27', json: false });
    expect(text).toContain('delhi (:30)');
    expect(text).toContain('  na-west  access  fixed\n');
  });

  it('shows today in China when no date is given', async () => {
    const { out } = await inProcess(airtime, { ...NO_FILE, date: undefined });
    expect(out).toMatch(/^20\d\d-\d\d-\d\d in China/);
  });

  it.each(['2026-02-30', 'today', '27.11.2026', '2026-11-27T20:00'])('refuses the date %s', async (date) => {
    await expect(inProcess(airtime, { ...NO_FILE, date })).rejects.toThrow(InputError);
  });
});
