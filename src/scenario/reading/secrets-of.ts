import { existsSync } from 'node:fs';

/** Lists the environment variables and files that settings take secrets from. */
export function secretsOf(settings: object): readonly { readonly name: string; readonly isThere: boolean }[] {
  return Object.entries(settings).flatMap(([key, value]) => {
    if (key === 'env' && typeof value === 'string')
      return [{ name: `$${value}`, isThere: process.env[value] !== undefined }];
    if (key === 'file' && typeof value === 'string') return [{ name: value, isThere: existsSync(value) }];
    return typeof value === 'object' && value !== null ? secretsOf(value) : [];
  });
}
