import { expect, it } from 'vitest';
import { LibraryLog } from '../../../src/sfu/process/library-log.ts';

it('passes on twenty lines a second, and tells of the others by their number', () => {
  const lines: string[] = [];
  const log = new LibraryLog((text) => lines.push(text));
  for (let line = 0; line < 300; line++) log.add('Error', `STUN fingerprint check failed ${line}`);
  expect(lines).toHaveLength(20);
  expect(lines.at(-1)).toBe('node-datachannel Error: STUN fingerprint check failed 19');
  log.endSecond();
  expect(lines.splice(0).at(-1)).toBe('node-datachannel: 280 more lines in this second');
  log.add('Error', 'again');
  log.endSecond();
  expect(lines).toEqual(['node-datachannel Error: again']);
});
