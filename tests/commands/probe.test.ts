import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probe } from '../../src/commands/probe.ts';
import { inProcess } from './in-process.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'probe-'));
  writeFileSync(join(folder, 'there.yaml'), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

const ARGS = {
  ...{ listen: false, token: 'a'.repeat(22), seconds: 5, hours: 0, every: 10, name: 'line', synchronised: false },
  // No name of a host ends so (RFC 6761): nothing is ever sent.
  ...{ target: 'studio.invalid:7700', 'most-mbps': 1, 'most-mb': 1, json: false },
};

describe('probe', () => {
  it.each(['there.yaml', 'nowhere/line.yaml'])('refuses --out %s before it measures', async (file) => {
    await expect(inProcess(probe, { ...ARGS, out: join(folder, file) })).rejects.toThrow('--out: expected a file');
  });
});
