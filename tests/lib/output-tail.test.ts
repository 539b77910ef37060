import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { outputTail } from '../../src/lib/output-tail.ts';

it('keeps the last 2000 characters of all streams together, without the space around them', async () => {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const tail = outputTail(out, err, null);
  expect(tail()).toBe('');
  out.write('x'.repeat(3000));
  err.write('why it ended\n');
  await new Promise(setImmediate);
  expect(tail()).toBe(`${'x'.repeat(1987)}why it ended`);
});
