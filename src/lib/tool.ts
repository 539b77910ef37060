import { readFileSync } from 'node:fs';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** What recordings and results say they were made by. */
export const TOOL = { name: 'longhaul', version } as const;
