import { expect, it } from 'vitest';
import { linkSection } from '../../../../src/report/html/sections/link-section.ts';
import { readyResult } from '../../sample-result.ts';

it('counts what a line that blocks UDP refused, though nothing else came in', () => {
  const result = readyResult();
  const [take] = result.takes;
  const [link] = take?.links ?? [];
  if (take === undefined || link === undefined) throw new Error('the sample has no links');
  const none = { inPackets: 0, lostRandom: 0, lostBurst: 0, lostQueue: 0, lostBlackout: 0, lostMtu: 0 };
  const { markup } = linkSection(result, { ...take, links: [{ ...link, ...none, udpBlocked: 120 }] });
  expect(markup).toContain('<span class="missing">');
  expect(markup).toMatch(/<small>120 .*refused \(UDP blocked\)/);
});
