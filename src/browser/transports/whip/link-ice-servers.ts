/**
 * Parses the STUN and TURN servers of a response's Link fields (RFC 9725 section 4.6, syntax of RFC 8288), joined by commas as
 * fetch returns them; links of other relations are left out.
 */
export function linkIceServers(link: string | null): RTCIceServer[] {
  return splitOutsideQuotes(link ?? '', ',').flatMap((value) => {
    const [target = '', ...parameters] = splitOutsideQuotes(value, ';').map((part) => part.trim());
    const url = /^<(.+)>$/.exec(target)?.[1];
    const named = new Map(parameters.map(parameterOf));
    if (url === undefined || !named.get('rel')?.split(/\s+/).includes('ice-server')) return [];
    const [username, credential] = [named.get('username'), named.get('credential')];
    return [
      { urls: url, ...(username !== undefined && { username }), ...(credential !== undefined && { credential }) },
    ];
  });
}

function parameterOf(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  const value = text.slice(at + 1).trim();
  const unquoted = /^"(.*)"$/.exec(value)?.[1]?.replace(/\\(.)/g, '$1') ?? value;
  return [text.slice(0, at).trim().toLowerCase(), unquoted];
}

/** Splits at separators that are neither inside "..." nor inside <...>. */
function splitOutsideQuotes(text: string, separator: ',' | ';'): string[] {
  const parts = text.match(new RegExp(String.raw`(?:"(?:\\.|[^"\\])*"|<[^>]*>|[^"<${separator}])+`, 'g')) ?? [];
  return parts.filter((part) => part.trim() !== '');
}
