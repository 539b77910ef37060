import { describe, expect, it } from 'vitest';
import type { Terminal } from '../../src/commands/command.ts';
import { openLive } from '../../src/commands/machine/open-live.ts';
import { InputError } from '../../src/lib/errors.ts';
import type { Progress } from '../../src/take/progress.ts';
import { buildLines } from '../build-recording.ts';

const LOOPBACK = { host: '127.0.0.1', port: 0 };

function listening() {
  const lines: string[] = [];
  const terminal: Terminal = {
    ...{ print: () => {}, log: (text) => lines.push(text), status: undefined, colour: false, width: 80 },
  };
  return { terminal, lines, url: () => /http:\S+/.exec(lines[0] ?? '')?.[0] ?? '' };
}

describe('the live page of a run', () => {
  it('is not there unless asked for', async () => {
    const { terminal, lines } = listening();
    await using view = await openLive({ live: undefined, metrics: undefined }, terminal);
    const others = () => {};
    expect(view.follow(others)).toBe(others);
    expect(lines).toEqual([]);
  });

  it('is gone when the run ends, however it ends', async () => {
    const { terminal, url } = listening();
    const run = async () => {
      await using view = await openLive({ live: LOOPBACK, metrics: undefined }, terminal);
      view.follow(() => {})({ type: 'phase', text: '' });
      expect((await fetch(url())).status).toBe(200);
      throw new Error('interrupted');
    };
    await expect(run()).rejects.toThrow('interrupted');
    await expect(fetch(url())).rejects.toThrow();
  });

  it('never hurts the take: what it cannot follow it says once, and the rest goes on', async () => {
    const { terminal, lines, url } = listening();
    await using view = await openLive({ live: LOOPBACK, metrics: undefined }, terminal);
    const heard: Progress[] = [];
    const follow = view.follow((progress) => heard.push(progress));
    const [header] = buildLines();
    const broken = { ...header, take: undefined } as unknown as Extract<Progress, { type: 'recorded' }>['line'];
    for (let i = 0; i < 3; i++) follow({ type: 'recorded', line: broken });
    expect(heard.length).toBe(3);
    expect(lines.filter((line) => line.includes('the rehearsal goes on')).length).toBe(1);
    expect((await fetch(url())).status).toBe(200);
  });

  it('serves OpenMetrics beside it, and leaves nothing open where one of the two cannot be had', async () => {
    const { terminal, lines } = listening();
    await using _ = await openLive({ live: LOOPBACK, metrics: LOOPBACK }, terminal);
    expect(lines.map((line) => line.split(':')[0])).toEqual(['live page', 'OpenMetrics']);
    const metrics = /http:\S+/.exec(lines[1] ?? '')?.[0] ?? '';
    expect(await (await fetch(metrics)).text()).toMatch(/# EOF\n$/);
    const taken = { host: '127.0.0.1', port: Number(new URL(metrics).port) };
    const second = listening();
    await expect(openLive({ live: LOOPBACK, metrics: taken }, second.terminal)).rejects.toThrow(InputError);
    await expect(fetch(second.url())).rejects.toThrow();
  });
});
