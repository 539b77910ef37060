import { describe, expect, it } from 'vitest';
import { catalog } from '../../src/commands/catalog.ts';
import { InputError } from '../../src/lib/errors.ts';
import { displayWidth } from '../../src/report/text/display-width.ts';
import { inProcess } from './in-process.ts';

const show = (words: string[], width = 80) => inProcess(catalog, { words, with: [], json: false }, width);

describe('longhaul catalog', () => {
  it.each([[[]], [['jakarta']], [['mobile-peak']], [['sea-id/direct-evening']], [['loadero-4g']]])(
    'keeps to 80 columns: %j',
    async (words) => {
      const { out, code } = await show(words);
      expect(code).toBe(0);
      expect(out.split('\n').filter((line) => displayWidth(line) > 80)).toEqual([]);
    },
  );

  it('lists every region with both names, and every preset', async () => {
    const { out } = await show([]);
    expect(out).toContain('  sea-id    Indonesia (Jakarta)          印度尼西亚（雅加达）\n');
    expect(out).toContain('wpt-3g-fast');
  });

  it('shows an entry in detail: each number, its source, and the references it cites', async () => {
    const { out } = await show(['sea-id/mobile-peak']);
    expect(out.split('\n').slice(2, 5)).toEqual([
      '  rtt     120 ms    assumption',
      '  jitter  40 ms     assumption, two to three times the ±15 ms of [rfc8867]',
      '  down    1.8 Mbps  assumption (a congested evening cell, rounded down to a rate',
    ]);
    expect(out).toContain('\n  [rfc8867]  RFC 8867 test cases: jitter of at most 30 ms end to end');
  });

  it('prints plain spaces, so that copied text is valid', async () => {
    expect((await show([])).out).not.toContain('\u00a0');
  });

  it('with --json gives each number with its source', async () => {
    const { out } = await inProcess(catalog, { words: ['雅加达', '4g'], with: [], json: true });
    const { entries, references } = JSON.parse(out);
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ name: 'sea-id/mobile-good', fields: { rtt: { written: '45 ms' } } });
    expect(references).toHaveProperty('loadero');
  });

  it('refuses words that it cannot find, with the closest names', async () => {
    const error = await show(['sea-if']).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    expect(String(error)).toMatch(/got "sea-if", which is not in it \(did you mean `sea-id`/);
  });
});
