/** When a server says to come again (RFC 9110 section 10.2.3), ms from now: seconds, or a date. Undefined for neither. */
export function retryAfterMs(field: string | null, nowMs: number): number | undefined {
  const text = field?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const atMs = /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}
