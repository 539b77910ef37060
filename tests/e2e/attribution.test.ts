import { describe, expect, it, onTestFinished } from 'vitest';
import { explain } from '../../src/report/facts/explain.ts';
import { readingOf } from '../faults/reading.ts';
import { itLong } from '../it-long.ts';
import { isRoot, rehearseValid, scratchDirectory, writeScenario } from './longhaul.ts';

const REST = `
  haul: { rtt: 40 ms }
regions:
  - { region: sea-sg, access: { rtt: 10 ms, down: 50 Mbps, up: 50 Mbps } }
`;

/** The studio's line is dark for four of 12 s: its encoder is held back, what it sends before it notices is lost there. */
const OUTAGE = `name: studio outage
duration: 12s
warmup: 3s
settle: false
broadcast:
  video: { codec: h264, size: 960x540, fps: 30, bitrate: 2.5 Mbps }
  firstMile: { rtt: 20 ms, blackouts: [{ at: 3 s, for: 4 s }] }${REST}`;

/** A hundredth is lost on the studio's line, and nobody asks for it. */
const NACK_OFF = `name: nack off
duration: 20s
warmup: 5s
settle: false
broadcast:
  video: { codec: h264, size: 960x540, fps: 30, bitrate: 2.5 Mbps, nack: false }
  firstMile: { rtt: 20 ms, loss: 1 % }${REST}`;

async function rehearsed(scenario: string) {
  const directory = scratchDirectory(onTestFinished);
  const { result } = await rehearseValid(writeScenario(directory, scenario), directory);
  return { result, ...readingOf(result) };
}

describe.skipIf(!isRoot)('each hop is charged with its own loss', () => {
  it('where the studio’s line was dark', { timeout: 300_000 }, async () => {
    const { result, number, linksWith, link } = await rehearsed(OUTAGE);
    expect(linksWith('lostBlackout')).toContain('first-mile/out');
    expect(link('haul:sea-sg/out')?.lostBurst).toBe(0);
    // 12.8 % of 20 s in the take that found it; how long an encoder goes on into the dark is its own.
    expect(number('sea-sg', 'firstMileFrameLoss')).toBeGreaterThan(0.07);
    expect(number('sea-sg', 'firstMileFrameLoss')).toBeLessThan(0.35);
    expect(number('sea-sg', 'networkFrameLoss')).toBeLessThan(0.01);
    expect(number('sea-sg', 'packetLoss')).toBeLessThan(0.002);
    const facts = explain(result).flatMap((finding) => finding.facts.map(({ en }) => en));
    if (number('sea-sg', 'publisherFrameSkips') >= 0.05)
      expect(facts.join(' ')).toContain('the studio line was dark for a while');
  });

  itLong('where the studio’s line lost what was not repaired', { timeout: 300_000 }, async () => {
    const { number } = await rehearsed(NACK_OFF);
    // Some 14 % in the take that found it: a frame has 9 packets on average, keyframes several times that.
    expect(number('sea-sg', 'firstMileFrameLoss')).toBeGreaterThan(0.07);
    expect(number('sea-sg', 'firstMileFrameLoss')).toBeLessThan(0.22);
    expect(number('sea-sg', 'networkFrameLoss')).toBeLessThan(0.01);
    expect(number('sea-sg', 'packetLoss')).toBeLessThan(0.002);
    // Most of what came whole builds on what did not.
    expect(number('sea-sg', 'undecodableFrames')).toBeGreaterThan(0.2);
  });
});
