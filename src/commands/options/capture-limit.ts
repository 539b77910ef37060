import { InputError } from '../../lib/errors.ts';
import { parseQuantity } from '../../scenario/reading/quantity.ts';

/** Option --pcap-limit. */
export const CAPTURE_LIMIT = {
  type: 'string',
  default: '1000 MB',
  describe: 'largest size of one capture, which then ends while the rehearsal goes on',
} as const;

/** Parses --pcap-limit to bytes. Throws InputError. */
export function parseCaptureLimit(text: string): number {
  const parsed = parseQuantity(text, 'size', { example: '200 MB', atLeast: '10 kB' });
  if (parsed.type === 'ok') return parsed.value;
  const { expected, hint } = parsed;
  throw new InputError([
    { where: '--pcap-limit', path: '', expected, got: `"${text}"`, ...(hint !== undefined && { hint }) },
  ]);
}
