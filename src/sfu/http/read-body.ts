import type { IncomingMessage } from 'node:http';
import { HttpError } from './http-error.ts';

/** Largest request body. Chromium's offers have 3 to 12 KiB. */
const MAX_BODY_BYTES = 128 * 1024;

export const SDP = 'application/sdp';
/** Trickled candidates, and ICE restarts (RFC 8840). */
export const SDP_FRAGMENT = 'application/trickle-ice-sdpfrag';

/** Reads a body of one content type; `accepts` is the header that names it to a client that sends another. */
export async function readBody(request: IncomingMessage, expected: string, accepts: string): Promise<string> {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== expected)
    throw new HttpError(415, `the body must be ${expected}; its content type is ${type ?? 'missing'}`, {
      [accepts]: expected,
    });
  const coding = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (coding !== 'identity')
    throw new HttpError(415, `the body must not be compressed; its content encoding is ${coding}`);
  const tooLarge = () => new HttpError(413, `a body may have at most ${MAX_BODY_BYTES} bytes`);
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
