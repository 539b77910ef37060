/** Length from which a part of a path may be a key; shorter parts occur everywhere. */
const MIN_SECRET_LENGTH = 4;

/** Returns the texts that nothing recorded may hold: the token, and all but the host of a secret endpoint; the longest first. */
export function secretParts(endpoint: string, isSecret: boolean, bearer = ''): string[] {
  const { pathname, search, searchParams, hash } = new URL(endpoint);
  const parts = isSecret ? [pathname, search, hash, ...pathname.split('/'), ...searchParams.values()] : [];
  const spellings = parts.flatMap((part) => [part, decoded(part), encodeURIComponent(part)]);
  const secrets = [...new Set(spellings)].filter((part) => part.length >= MIN_SECRET_LENGTH);
  return [...(bearer === '' ? [] : [bearer]), ...secrets].sort((a, b) => b.length - a.length);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
