import { expect, it } from 'vitest';
import type { Result } from '../../../src/model/result/result.ts';
import { markdownReport } from '../../../src/report/formats/markdown-report.ts';
import { hostileResult, invalidResult, notReadyResult, offResult, slowedInvalidResult } from '../sample-result.ts';

const markdown = (result: Result) => String(markdownReport(result)[0]?.content);

it('gives verdict, reason with advice and a row per budget', () => {
  const lines = markdown(notReadyResult()).split('\n');
  expect(lines[0]).toBe('## ❌ quickstart: NOT READY');
  expect(lines).toContain('| Jakarta | Stutter rate | ≤ 3 % | 100 % | ❌ fail |');
  expect(lines).toContain('| Jakarta | First frame | ≤ 1.5 s | no data | ❔ no data |');
  expect(lines.filter((line) => line.startsWith('| '))).toHaveLength(1 + 12);
  expect(lines).toContain('  **What to do:** Lower the video bitrate to 1.2 Mbps or less, or use a faster line.');
});

it('says how fast it was played, how loaded the machine was, and what to type next', () => {
  const text = markdown(slowedInvalidResult());
  expect(text).toContain(
    '\n\nPlayed at 1/4 of its speed, because 12 % of this machine’s CPU time was taken by other machines; all times are the stream’s own.\n\n',
  );
  expect(text).toContain('\n\nMeanwhile this machine’s CPUs were 86 % busy on average, and other machines took 12 %');
  expect(text).toContain('\n\n**Try next, in this report’s folder:** `npx longhaul run scenario.yaml --slow 8`\n\n');
  expect(markdown(notReadyResult())).not.toMatch(/Played at|Meanwhile|Try next/);
});

it('shows no tick under an invalid rehearsal', () => {
  const text = markdown(invalidResult());
  expect(text).toContain('INVALID');
  expect(text).not.toMatch(/✅|❌/);
  expect(text).toContain('not judged');
});

it('keeps hostile names inside their cells, and mentions nobody', () => {
  const text = markdown(hostileResult());
  expect(text).not.toMatch(/<script|@all/);
  for (const row of text.split('\n').filter((line) => line.startsWith('| ')))
    expect(row.match(/(?<!\\)\|/g)).toHaveLength(6);
});

it('says what was proved of the network, what was not, and what was planned', () => {
  const lines = markdown(notReadyResult()).split('\n');
  expect(lines).toContain('Network tun: 5 paths as asked, probed in 2.4 s');
  expect(lines).toContain('- 6–9 s: route flap, haul of Jakarta, +80 ms');
  expect(lines).toContain('- 15–18 s: congested way into China, every haul, 15 % lost, back only');
  const off = markdown(offResult());
  expect(off).toContain('**The network was not as asked:**');
  expect(off).toContain('got 171.3 ms');
});
