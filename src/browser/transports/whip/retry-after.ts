/** Parses Retry-After (RFC 9110 section 10.2.3), seconds or a date; returns ms from now, or undefined for neither. */
export function retryAfterMs(field: string | null, nowMs: number): number | undefined {
  const text = field?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const atMs = /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}
