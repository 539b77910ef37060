import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { check } from '../../src/commands/check.ts';
import { displayWidth } from '../../src/report/text/display-width.ts';
import { inProcess } from './in-process.ts';

const QUICKSTART = new URL('../../scenarios/quickstart.yaml', import.meta.url).pathname;

it('says how many takes there are and how long they take here', async () => {
  const { out } = await inProcess(check, { scenario: QUICKSTART, json: false });
  const lines = out.split('\n');
  const last = lines.at(-1);
  expect(out.replace('\n', ' ')).toMatch(/: fine\. quickstart: 3 regions, 3 viewers, 20 s measured\s/);
  expect(lines.filter((line) => displayWidth(line) > 80)).toEqual([]);
  expect(last).toMatch(
    /^1 take, (about )?\d+ (s|min)( to \d+ (s|min))? on this machine(, at 1\/\d+(\.\d)? of its speed)?$/,
  );
  const { expected } = JSON.parse((await inProcess(check, { scenario: QUICKSTART, json: true })).out);
  expect(expected).toMatchObject({ takes: 1 });
  expect(expected.factor).toBeGreaterThanOrEqual(1);
  // Probing, starting, warming up, measuring, draining and closing take at least this long.
  expect(expected.seconds).toBeGreaterThanOrEqual(3 + 3 + 10 + 20 + 1.5 + 1);
});

it('says row by row what it understood', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'longhaul-check-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'show.yaml');
  writeFileSync(
    file,
    `name: show
duration: 60 s
airtime: 2026-12-24T20:00+08:00
broadcast:
  transport: {whip: {publish: https://host/whip/stream-key-1, watch: https://host/whep, bearer: $LONGHAUL_NOT_SET}}
  video: {bitrate: 2 Mbps, simulcast: [{scaleDownBy: 2, bitrate: 500 kbps}]}
  audio: {channels: stereo}
  haul: direct
variants: {low: {video: {bitrate: 1 Mbps}}}
regions:
  - {region: Jakarta, access: mobile, viewers: 2, device: mid-phone}
  - {region: sea-sg, access: {rtt: 9 ms, down: 8 Mbps}}
events: [{at: 30 s, outage: 5 s, firstMile: true}]
budgets: {all: {stutterRate: "< 2 %"}, sea-sg: {stutterRate: "< 1 %"}}
`,
  );
  const { out } = await inProcess(check, { scenario: file, json: false });
  const text = out.replace(/\n {10,}/g, ' ');
  for (const row of [
    /^ {2}Sends +a generated presenter, h264 1280x720, 30 fps, 2 Mbps, simulcast 640x360 at 500 kbps, 2\.5 Mbps of picture in all, sound 64 kbps, stereo$/m,
    /^ {2}Variant low +h264 1280x720, 30 fps, 1 Mbps/m,
    /^ {2}To +the WHIP\/WHEP server host, with \$LONGHAUL_NOT_SET, which is not set$/m,
    /^ {2}On air +2026-12-24 20:00 in China$/m,
    /^ {2}Indonesia \(Jakarta\) +2 viewers, mobile, congested evening, .* down, public internet in the evening peak from China, mid-range phone, at 2026-12-24 19:00 there$/m,
    /^ {2}Singapore +1 viewer, round trip 9 ms, no loss, 8 Mbps, queue 300 ms; public internet/m,
    /^ {2}Real way +from this machine to that server/m,
    /^ {2}Event +30–35 s: nothing passes \(first mile\)$/m,
    /^ {2}Limits, Singapore +stutter rate < 1 %$/m,
    /^ {2}By default +join failures/m,
  ])
    expect(text).toMatch(row);
  expect(out).not.toContain('stream-key-1');
});
