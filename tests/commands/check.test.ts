import { expect, it } from 'vitest';
import { check } from '../../src/commands/check.ts';
import { inProcess } from './in-process.ts';

const QUICKSTART = new URL('../../scenarios/quickstart.yaml', import.meta.url).pathname;

it('says how many takes there are and how long they take here', async () => {
  const { out } = await inProcess(check, { scenario: QUICKSTART, json: false });
  const [first, second, ...more] = out.split('\n');
  expect(first).toMatch(/: fine\. quickstart: h264 1280x720 at 30 fps, 2 Mbps, 3 regions, 3 viewers, 20 s measured$/);
  expect(second).toMatch(
    /^1 take, (about )?\d+ (s|min)( to \d+ (s|min))? on this machine(, at 1\/\d+(\.\d)? of its speed)?$/,
  );
  expect(more).toEqual([]);
  const { expected } = JSON.parse((await inProcess(check, { scenario: QUICKSTART, json: true })).out);
  expect(expected).toMatchObject({ takes: 1 });
  expect(expected.factor).toBeGreaterThanOrEqual(1);
  // Probing, starting, warming up, measuring, draining and closing take at least this long.
  expect(expected.seconds).toBeGreaterThanOrEqual(3 + 3 + 10 + 20 + 1.5 + 1);
});
