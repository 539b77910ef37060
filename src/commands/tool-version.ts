import { readFileSync } from 'node:fs';

/** Returns the version of longhaul, from its package.json. */
export function toolVersion(): string {
  const file = new URL('../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}
