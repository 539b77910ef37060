/**
 * Returns the address of a session (RFC 9725 section 4.2) that the answer from `base` names in Location, relative or not;
 * undefined where it names none that can be asked. A server behind a proxy that speaks TLS for it calls itself http, which a
 * secure page may not ask: on the same host it is meant to be asked as it was before.
 */
export function sessionUrl(location: string | null, base: string): URL | undefined {
  if (location === null || location.trim() === '' || !URL.canParse(location, base)) return undefined;
  const url = new URL(location, base);
  const asked = new URL(base);
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return undefined;
  if (asked.protocol === 'https:' && url.protocol === 'http:' && url.hostname === asked.hostname)
    return new URL(url.pathname + url.search, asked.origin);
  return url;
}
