import type { ServerResponse } from 'node:http';
import type { LiveEvent, LiveRehearsal } from '../live-rehearsal.ts';

/** A client that reads so slowly is let go; it comes back and catches up. */
const MOST_BUFFERED_BYTES = 32_000_000;
const RETRY_MS = 1000;
/** Proxies and phones end connections on which nothing happens. */
const KEEP_ALIVE_MS = 15_000;

/** Sends everything a client has missed, then everything that happens. Returns how to end it. */
export function streamEvents(
  response: ServerResponse,
  rehearsal: LiveRehearsal,
  lastId: string | undefined,
): () => void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store' });
  response.write(`retry: ${RETRY_MS}\n\n`);
  const send = (event: LiveEvent) => {
    if (response.writableLength > MOST_BUFFERED_BYTES) response.destroy();
    else response.write(textOf(event));
  };
  for (const event of rehearsal.catchUp(lastId)) send(event);
  const stop = rehearsal.listen(send);
  const timer = setInterval(() => response.write(': \n\n'), KEEP_ALIVE_MS);
  const end = () => {
    stop();
    clearInterval(timer);
    response.end();
  };
  response.once('close', end);
  response.on('error', end);
  return end;
}

/** Data is JSON, which has no line breaks. */
function textOf({ event, id, data }: LiveEvent): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${data}\n\n`;
}
