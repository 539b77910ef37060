import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, expect, it, vi } from 'vitest';
import { CannotMeasureError } from '../../../src/lib/errors.ts';
import { LEAST_BYTES } from '../../../src/line/wire/message.ts';
import { ProberLink } from '../../../src/line/wire/prober-link.ts';

afterEach(() => void vi.useRealTimers());

it('says that a line was not measured when the other end falls silent before its report: nothing is called lost', async () => {
  const silent = createSocket('udp4').bind(0, '127.0.0.1');
  await once(silent, 'listening');
  const link = await ProberLink.open('token', { address: '127.0.0.1', port: silent.address().port });
  vi.useFakeTimers();
  link.send('echo', LEAST_BYTES);
  const reported = link.arrivals(new AbortController().signal).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await reported).toBeInstanceOf(CannotMeasureError);
  link.close();
  silent.close();
});
