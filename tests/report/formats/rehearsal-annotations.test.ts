import { expect, it } from 'vitest';
import { rehearsalAnnotations } from '../../../src/report/formats/rehearsal-annotations.ts';
import { invalidResult, notReadyResult, readyResult, slowedInvalidResult } from '../sample-result.ts';

const lines = (result: Parameters<typeof rehearsalAnnotations>[0]) => rehearsalAnnotations(result, 'show.yaml');

it('annotates a ready rehearsal with a notice, and a number near its limit with a warning', () => {
  const [whole, ...regions] = lines(readyResult());
  expect(whole).toMatch(/^::notice title=longhaul%3A [^:]*%3A READY::/);
  expect(regions.length).toBeGreaterThan(0);
  for (const line of regions) expect(line).toMatch(/^::warning title=/);
});

it('annotates one that is not ready with an error for the whole and for each failed region, with what to change', () => {
  const [whole, first] = lines(notReadyResult());
  expect(whole).toMatch(/^::error title=longhaul%3A .*NOT READY::/);
  expect(first).toMatch(
    /^::error title=Jakarta::the picture stands still 100 %25 of the time \(limit 3 %25\)\. Lower the video bitrate/,
  );
});

it('annotates an invalid one with one error, its first reason and the command to try next', () => {
  expect(lines(invalidResult())).toEqual([expect.stringMatching(/^::error title=longhaul%3A .*INVALID::.*In 9 of 20/)]);
  expect(lines(slowedInvalidResult())[0]).toMatch(/Try next: npx longhaul run show\.yaml --slow 8$/);
});

it('keeps each annotation on one line', () => {
  for (const line of [readyResult(), notReadyResult(), invalidResult()].flatMap(lines))
    expect(line).not.toMatch(/[\r\n]/);
});
