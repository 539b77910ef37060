import { describeValue } from '../reading/notes.ts';
import { isRecord } from '../reading/structure.ts';

/**
 * Formats each field of a written profile: {rtt: 20 ms, loss: {out: 0.5 %, back: 2 %}} to rtt "20 ms", loss "out 0.5 % /
 * back 2 %".
 */
export function profileTexts(value: unknown): Record<string, string> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([field, written]) => [field, text(written)]));
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value))
    return value.map((each: unknown) => (isRecord(each) ? `{${text(each)}}` : text(each))).join(', ');
  if (!isRecord(value)) return describeValue(value);
  return Object.entries(value)
    .map(([key, part]) => `${key} ${isRecord(part) ? `{${text(part)}}` : text(part)}`)
    .join(' / ');
}
