import { describe, expect, it } from 'vitest';
import { LiveRehearsal } from '../../src/live/live-rehearsal.ts';
import type { HeaderLine, RecordLine } from '../../src/model/recording/recording.ts';
import { buildLines, WINDOW_MS } from '../build-recording.ts';

const VIEWERS = Array.from({ length: 50 }, (_, i) => ({ id: `sea-sg-${i + 1}`, region: 'sea-sg' }));
const SECOND_MS = 1000;

/** Lines of one second of a viewer, as a page sends them, `second` after the window opened. */
function linesOf(viewer: string, second: number): readonly RecordLine[] {
  const baseMs = WINDOW_MS + second * SECOND_MS;
  const atMs = baseMs + SECOND_MS;
  const frames = Array.from({ length: 25 }, (_, i) => i);
  return [
    {
      ...{ type: 'frames-seen', atMs, viewer, baseMs, unreadable: 0 },
      frame: frames.map((i) => second * 25 + i),
      seenMs: frames.map((i) => i * 40),
      latencyMs: frames.map((i) => 100 + ((second * 7 + i) % 60)),
    },
    { ...{ type: 'clarity', atMs, viewer, baseMs }, frame: [second * 25], seenMs: [500], ssim: [0.95], psnrDb: [40] },
    { ...{ type: 'picture', atMs, viewer, why: 'film', seenMs: baseMs }, jpeg: 'A'.repeat(6000) },
    {
      ...{ type: 'picture', atMs, viewer, why: 'freeze', incident: `freeze-${second}`, place: 'at', fromMs: baseMs },
      toMs: atMs,
    },
  ];
}

describe('a rehearsal of fifty viewers', () => {
  it('is told second by second without growing', () => {
    const [header] = buildLines({ seconds: 1, viewers: VIEWERS });
    const rehearsal = new LiveRehearsal('a1');
    const record = (line: RecordLine) => rehearsal.follow({ type: 'recorded', line });
    record(header as HeaderLine);
    record({ type: 'window', atMs: WINDOW_MS, fromMs: WINDOW_MS, toMs: WINDOW_MS + 3_600_000 });
    const told: number[] = [];
    let spentMs = 0;
    const seconds = 60;
    for (let second = 0; second < seconds; second++) {
      const lines = VIEWERS.flatMap(({ id }) => linesOf(id, second));
      const begunMs = performance.now();
      for (const line of lines) record(line);
      spentMs += performance.now() - begunMs;
      const events = rehearsal.catchUp('a1.1.999999');
      told.push(events.reduce((sum, { data }) => sum + data.length, 0));
    }
    expect(rehearsal.state().measuredS).toBeGreaterThanOrEqual(seconds - 4);
    expect(rehearsal.state().incidentCount).toBe(50 * seconds);
    expect(rehearsal.state().incidents.length).toBe(100);
    // A client that comes back hears of the state alone: as much after a minute as after a third of it, but for digits.
    const [early, late] = [told[20] ?? 0, told.at(-1) ?? 0];
    expect(late).toBeLessThan(early * 1.05);
    expect(late).toBeLessThan(60_000);
    if (process.env.LONGHAUL_MEASURE) process.stdout.write(`${(spentMs / seconds).toFixed(1)} ms a second\n`);
  });
});
