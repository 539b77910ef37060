import { readFileSync, readlinkSync } from 'node:fs';
import { sleep } from '../../lib/clock.ts';

/** Maximum wait; a command that is no server costs this much. */
const MOST_MS = 3000;
const EVERY_MS = 20;
/** State of a listening TCP socket, and of a bound UDP one, in /proc/net. */
const LISTENS = { tcp: '0A', udp: '07' } as const;

/** Waits until something listens in the network namespace of a process, or the process has ended, or 3 s are over. */
export async function waitForListener(pid: number | undefined): Promise<void> {
  if (pid === undefined) return;
  const own = readlinkSync('/proc/self/ns/net');
  for (const untilMs = performance.now() + MOST_MS; performance.now() < untilMs; await sleep(EVERY_MS))
    try {
      // Until it has entered its namespace, it shows this process's own.
      if (readlinkSync(`/proc/${pid}/ns/net`) !== own && hasListener(pid)) return;
    } catch {
      return;
    }
}

function hasListener(pid: number): boolean {
  return (['tcp', 'udp'] as const).some((protocol) =>
    [protocol, `${protocol}6`].some((table) =>
      readFileSync(`/proc/${pid}/net/${table}`, 'latin1')
        .split('\n')
        .slice(1)
        .some((line) => line.trim().split(/\s+/)[3] === LISTENS[protocol]),
    ),
  );
}
