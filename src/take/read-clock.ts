import { wallMs } from '../lib/clock.ts';
import { CannotMeasureError } from '../lib/errors.ts';
import { messageOf } from '../lib/message-of.ts';
import { readTimeServer } from '../lib/sntp.ts';
import type { ClockReading } from '../model/recording/clock-reading.ts';
import type { RecordLine } from '../model/recording/recording.ts';
import type { Scenario } from '../model/scenario/scenario.ts';

/**
 * Reads and records the offset of this machine's clock from the scenario's time server; returns undefined where none is named. Asks over
 * the machine's own network, not the emulated one. Throws CannotMeasureError, or the signal's reason.
 */
export async function readClock(
  { timeServer }: Scenario,
  record: (line: RecordLine) => void,
  signal: AbortSignal,
): Promise<ClockReading | undefined> {
  if (timeServer === undefined) return undefined;
  const server = `${timeServer.host}:${timeServer.port}`;
  try {
    const reading = { server, ...(await readTimeServer({ ...timeServer, clock: wallMs, signal })) };
    record({ type: 'event', atMs: wallMs(), source: 'runner', name: 'time-server', detail: { ...reading } });
    return reading;
  } catch (cause) {
    signal.throwIfAborted();
    throw new CannotMeasureError(
      `the time server ${server} cannot be read: ${messageOf(cause)}`,
      'check its name, and that UDP to it is let through; without `timeServer` this machine’s own clock counts',
      { cause },
    );
  }
}
