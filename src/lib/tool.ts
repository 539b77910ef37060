import { readFileSync } from 'node:fs';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** Name and version of this tool, as written into recordings and results. */
export const TOOL = { name: 'longhaul', version } as const;
