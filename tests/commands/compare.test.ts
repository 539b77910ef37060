import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { compare } from '../../src/commands/compare.ts';
import { saveBaseline } from '../../src/compare/baselines.ts';
import { InputError } from '../../src/lib/errors.ts';
import type { EncoderComparison } from '../../src/model/result/encoder-comparison.ts';
import type { Result, TakeResult } from '../../src/model/result/result.ts';
import { resultText } from '../../src/report/formats/json-report.ts';
import { readResult } from '../../src/result/read-result.ts';
import { compareVariants } from '../../src/verdict/compare/compare-variants.ts';
import { junitFault } from '../report/junit-fault.ts';
import { markupFault } from '../report/well-formed.ts';
import { BROADCAST, REGION, resultOf, takeOf } from '../verdict/compare/takes.ts';
import { inProcess } from './in-process.ts';

const SEEDS = [1, 2, 3, 4, 5, 6];
const FINE = { stutterRate: 0.01, frameRate: 30, roundTripTime: 60 };
const takes = (numbers: object = {}, seeds = SEEDS, more: Partial<TakeResult> = {}) =>
  seeds.map((seed) => takeOf(seed, [{ ...FINE, ...numbers }], more));

let scratch = '';
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'longhaul-compare-'));
  vi.stubEnv('GITHUB_ACTIONS', '');
  vi.stubEnv('GITHUB_STEP_SUMMARY', '');
});
afterEach(() => {
  rmSync(scratch, { recursive: true });
  vi.unstubAllEnvs();
});

let rehearsals = 0;

/** Writes a rehearsal of its own, which began a second after the last. */
function rehearsal(result: Result): string {
  const directory = mkdtempSync(join(scratch, 'rehearsal-'));
  const startedAt = new Date(Date.parse(result.startedAt) + 1000 * rehearsals++).toISOString();
  writeFileSync(join(directory, 'result.json'), resultText({ ...result, startedAt }));
  return directory;
}

const run = (baseline: string, candidate: string | undefined, more: object = {}) =>
  inProcess(compare, {
    ...{ baseline, candidate, 'more-baseline': undefined, 'more-candidate': undefined },
    ...{
      'on-inconclusive': 'fail',
      'on-not-ready': 'fail',
      'any-look': false,
      look: 1,
      looks: 1,
      out: undefined,
      json: false,
    },
    ...more,
  } as Parameters<typeof compare.run>[0]);

const problems = async (action: Promise<unknown>) => {
  const error = await action.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof InputError)) throw new Error(`not refused: ${String(error)}`);
  return error.problems;
};

describe('longhaul compare', () => {
  it('exits with 0 on equals, and says that nothing is worse', async () => {
    const { code, out } = await run(rehearsal(resultOf(takes())), rehearsal(resultOf(takes())));
    expect(code).toBe(0);
    expect(out).toContain('NO WORSE');
    expect(out).toContain('6 seeds paired, alpha 0.05');
    expect(out).toMatch(/Near \| far +stutterRate +1 % +1 % +±0 pp +✓ no worse/);
  });

  it('exits with 1 on a regression, and names it', async () => {
    const { code, out } = await run(rehearsal(resultOf(takes())), rehearsal(resultOf(takes({ stutterRate: 0.05 }))));
    expect(code).toBe(1);
    expect(out).toContain('REGRESSED');
    expect(out).toContain('Near | far stutterRate 1 % → 5 %');
  });

  it('exits with 3 when it could not tell, unless --on-inconclusive says otherwise', async () => {
    const [a, b] = [rehearsal(resultOf(takes({}, [1, 2]))), rehearsal(resultOf(takes({ stutterRate: 1 }, [1, 2])))];
    const { code, out } = await run(a, b);
    expect(code).toBe(3);
    expect(out).toMatch(/needs at least 5 seeds \(2\s+paired now\)/);
    expect((await run(a, b, { 'on-inconclusive': 'warn' })).code).toBe(0);
    expect((await run(a, b, { 'on-inconclusive': 'pass' })).code).toBe(0);
  });

  it('exits with 3 when data is missing, whatever the options', async () => {
    const spoilt: Partial<TakeResult> = {
      outcome: 'invalid',
      invalidReasons: [{ signal: 'host-busy', reason: 'Too busy.', advice: 'Wait.' }],
    };
    const [a, b] = [rehearsal(resultOf(takes())), rehearsal(resultOf(takes({}, SEEDS, spoilt)))];
    const { code, out } = await run(a, b, { 'on-inconclusive': 'pass' });
    expect(code).toBe(3);
    expect(out).toContain('INVALID');
    expect(out.replace(/\s+/g, ' ')).toContain('candidate. This machine’s CPUs were fully busy (6 times).');
  });

  it('compares the variants inside one rehearsal, and exits with the worst outcome', async () => {
    const variants = ['same', 'low'].map((name) => ({ name, broadcast: BROADCAST }));
    const played = [
      ...takes({}, SEEDS, { variant: 'base' }),
      ...takes({}, SEEDS, { variant: 'same' }),
      ...takes({ stutterRate: 0.4 }, SEEDS, { variant: 'low' }),
    ];
    const { code, out } = await run(rehearsal(resultOf(played, { variants })), undefined, { json: true });
    expect(code).toBe(1);
    const comparisons = JSON.parse(out) as EncoderComparison[];
    expect(comparisons.map(({ candidate, outcome }) => [candidate.name, outcome])).toEqual([
      ['same', 'no-worse'],
      ['low', 'regressed'],
    ]);
    expect(comparisons).toEqual(JSON.parse(JSON.stringify(compareVariants(resultOf(played, { variants })))));
    await expect(problems(run(rehearsal(resultOf(takes())), undefined))).resolves.toMatchObject([
      { expected: 'a rehearsal with variants, or a second directory to compare with' },
    ]);
  });

  it('refuses rehearsals that are not comparable and says what differs', async () => {
    const base = rehearsal(resultOf(takes()));
    const slower = { ...REGION, access: { ...REGION.access, out: { ...REGION.access.out, rateBps: 2e6 } } };
    const others: [Result, string, string][] = [
      [resultOf(takes(), { durationMs: 30_000 }), 'durationMs', '30000'],
      [resultOf(takes(), { regions: [slower] }), 'regions[0].access.out.rateBps', '2000000'],
      [{ ...resultOf(takes()), tool: { name: 'longhaul', version: '0.2.0' } }, 'tool version', '"0.2"'],
      [resultOf(takes({}, SEEDS, { network: { backend: 'relay', why: '' } })), 'network backend[0]', '"relay"'],
      [
        resultOf(takes(), { broadcast: { ...BROADCAST, source: { type: 'file', path: 'a.mp4' } } }),
        // A source of another kind is told as a whole, not field by field.
        'broadcast.source',
        '{"type":"file","path":"a.mp4"}',
      ],
    ];
    for (const [other, path, got] of others)
      expect(await problems(run(base, rehearsal(other)))).toContainEqual(expect.objectContaining({ path, got }));
  });

  it('compares under another name, label or encoder setting, and warns of another machine', async () => {
    const broadcast = { ...BROADCAST, video: { ...BROADCAST.video, bitrateBps: 1e6 } };
    const other = resultOf(takes({}, SEEDS, { environment: { browser: 'Chromium 200', cpus: 4 } }), {
      ...{ name: 'other', broadcast, regions: [{ ...REGION, label: 'Elsewhere', labelZh: '别处' }] },
    });
    const { code, out } = await run(rehearsal(resultOf(takes())), rehearsal(other));
    expect(code).toBe(0);
    expect(out).toMatch(/the browser, and with it the encoder differs: unknown in the baseline,\s+Chromium 200/);
  });

  it('counts the stricter of both limits of change: a candidate that brings a looser one passes by nothing', async () => {
    const limited = (limit: number, more: object = {}) => ({
      changeLimits: {
        near: [{ metric: 'stutterRate', statistic: 'value', unit: 'fraction', limit, ...more } as const],
      },
    });
    const worse = (limits: object) => rehearsal(resultOf(takes({ stutterRate: 0.2 }), limits));
    const base = (limits: object = {}) => rehearsal(resultOf(takes(), limits));
    for (const [before, after, code] of [
      // The margin of stutter is a point.
      [{}, limited(0.5), 1],
      [limited(0.5), {}, 1],
      [limited(0.1), limited(0.5), 1],
      [limited(0.5), limited(0.1), 1],
      [limited(0.1), limited(0.1, { warnLimit: 0.5 }), 1],
      [limited(0.1, { warnLimit: 0.5 }), limited(0.1, { warnLimit: 0.6 }), 0],
      [limited(0.5), limited(0.5), 0],
    ] as const) {
      const { code: found, out } = await run(base(before), worse(after), { 'on-not-ready': 'pass' });
      expect([before, after, found]).toEqual([before, after, code]);
      const isSame = JSON.stringify(before) === JSON.stringify(after);
      expect(out.includes('the budgets on change differ: the stricter of each counts')).toBe(!isSame);
    }
  });

  it('says where nothing was changed, or what was changed is not compared, and which limits differ', async () => {
    const low = { ...BROADCAST, video: { ...BROADCAST.video, bitrateBps: 1e6 } };
    const withVariant = resultOf(takes({}, SEEDS, { variant: 'base' }), {
      variants: [{ name: 'low', broadcast: low }],
    });
    const { out } = await run(rehearsal(resultOf(takes())), rehearsal(withVariant));
    expect(out).toMatch(/! variants of \S+\s+are\s+not\s+compared:\s+low/);
    expect(out).toContain('! both send the same: no setting differs');

    const changed = { broadcast: low };
    expect((await run(rehearsal(resultOf(takes())), rehearsal(resultOf(takes(), changed)))).out).not.toContain('! ');
    const [first] = takes();
    const verdicts = (first?.verdicts ?? []).map((verdict) => ({ ...verdict, limit: 5, warnLimit: 6 }));
    const loosened = await run(
      rehearsal(resultOf(takes())),
      rehearsal(resultOf(takes({}, SEEDS, { verdicts }), changed)),
    );
    expect(loosened.out.replace(/\s+/g, ' ')).toContain(
      '! the limits differ, and each is ready or not by its own: near stutterRate <= 1 fraction -> <= 5 (6) fraction, near frameRate',
    );
  });

  it('says which changes for the worse no number shows, of rehearsals and of variants', async () => {
    const { video, audio } = BROADCAST;
    const small = { ...BROADCAST, video: { ...video, width: 640, height: 360 }, audio: { bitrateBps: 16_000 } };
    const scaled = {
      ...small,
      video: { ...small.video, sourceSize: { width: video.width, height: video.height } },
      audio,
    };
    const told = async (broadcast: typeof BROADCAST) => {
      const [rehearsed, played] = [
        await run(rehearsal(resultOf(takes())), rehearsal(resultOf(takes(), { broadcast }))),
        await run(
          rehearsal(
            resultOf([...takes({}, SEEDS, { variant: 'base' }), ...takes({}, SEEDS, { variant: 'low' })], {
              variants: [{ name: 'low', broadcast }],
            }),
          ),
          undefined,
        ),
      ].map(({ out }) => out.split('\n').filter((line) => line.startsWith('! ')));
      expect(played).toEqual(rehearsed);
      return rehearsed;
    };
    expect(await told(small)).toEqual([
      '! clarity is that of each arm’s own picture (1280x720, 640x360): it does not',
      '! the sound has fewer bits (64 to 16 kbps): no number tells how it sounds',
    ]);
    expect(await told(scaled)).toEqual([]);
    expect(await told({ ...BROADCAST, audio: { bitrateBps: 128_000 } })).toEqual([]);
  });

  it('counts the first take of a seed by time, whichever directory is named first', async () => {
    const [bad, good] = [
      resultOf(takes({ stutterRate: 0.4 })),
      { ...resultOf(takes()), startedAt: '2026-11-25T13:00:00.000Z' },
    ];
    const baseline = () => rehearsal({ ...resultOf(takes()), startedAt: '2026-11-25T11:00:00.000Z' });
    for (const order of [
      [bad, good],
      [good, bad],
    ] as const) {
      const [first, second] = order.map((result) => rehearsal(result)) as [string, string];
      expect((await run(baseline(), first, { 'more-candidate': [second] })).code).toBe(1);
    }
  });

  it('compares the same show over another transport, and warns that more than the encoder differs', async () => {
    const whip = { publish: 'https://media.example.com/whip/a', watch: 'https://media.example.com/whep/a' };
    const elsewhere = resultOf(takes(), { broadcast: { ...BROADCAST, transport: { whip } } });
    const { code, out } = await run(rehearsal(resultOf(takes())), rehearsal(elsewhere));
    expect(code).toBe(0);
    expect(out).toMatch(/the transport differs \(local, whip\): what changed is the way as a whole/);
  });

  it('joins further takes of the same settings, and no others', async () => {
    const half = (seeds: readonly number[]) => rehearsal(resultOf(takes({}, [...seeds])));
    const [a, b, c, d] = [half([1, 2, 3]), half([4, 5, 6]), half([1, 2, 3]), half([4, 5, 6])];
    const { code } = await run(a, c, { 'more-baseline': [b], 'more-candidate': [d] });
    expect(code).toBe(0);
    const inChinese = { ...BROADCAST, firstMile: { ...BROADCAST.firstMile, labelZh: '直播间光纤' } };
    const named = rehearsal(resultOf(takes({}, [4, 5, 6]), { broadcast: inChinese }));
    expect((await run(a, c, { 'more-candidate': [named] })).code).toBe(
      (await run(a, c, { 'more-candidate': [b] })).code,
    );
    const broadcast = { ...BROADCAST, audio: { bitrateBps: 1000 } };
    const other = rehearsal(resultOf(takes(), { broadcast }));
    expect(await problems(run(a, c, { 'more-candidate': [other] }))).toMatchObject([
      { where: other, path: 'broadcast' },
    ]);
  });

  it('refuses to compare a rehearsal with itself, under whatever name, and further takes of nothing', async () => {
    const result = resultOf(takes());
    const a = rehearsal(result);
    const saved = await saveBaseline(await readResult(a), 'main', join(scratch, 'baselines'));
    for (const [baseline, candidate] of [
      [a, a],
      [a, `${a}/.`],
      [saved, a],
    ] as const)
      expect(await problems(run(baseline, candidate))).toMatchObject([
        { where: candidate, got: 'the very same takes' },
      ]);
    const other = rehearsal(result);
    expect(await problems(run(a, other, { 'more-candidate': [a] }))).toMatchObject([{ where: a }]);
    expect(await problems(run(a, other, { 'more-candidate': [other] }))).toMatchObject([{ where: other }]);
    expect(await problems(run(a, undefined, { 'more-candidate': [other] }))).toMatchObject([
      { where: '--more-candidate' },
    ]);
  });

  it('exits with 3 where nothing is seen of the candidate in some takes, and says under which seeds', async () => {
    const silent = takeOf(2, [], {
      outcome: 'invalid',
      invalidReasons: [{ signal: 'no-media', reason: 'near-1 saw no frame.', advice: '' }],
    });
    const candidate = [...takes().filter(({ seed }) => seed !== 2), silent, ...takes({}, [2])];
    const out = join(scratch, 'out');
    const found = await run(rehearsal(resultOf(takes())), rehearsal(resultOf(candidate)), {
      'on-inconclusive': 'pass',
      out,
    });
    expect(found.code).toBe(3);
    const said = found.out.replace(/\s+/g, ' ');
    expect(said).toContain('INVALID');
    expect(said).toMatch(/it broke where \S+ did not\. Look into those recordings/);
    expect(said).toMatch(
      /Under seed 2 it broke, and \S+ did not: No picture arrived, and the network is not the cause\. near-1 saw no frame\./,
    );
    const xml = readFileSync(join(out, 'comparison.junit.xml'), 'utf8');
    expect(junitFault(xml)).toBeUndefined();
    expect(xml).toMatch(/errors="2"/);
  });

  it('misses the numbers of a metric that the candidate does not know', async () => {
    const result = resultOf(takes());
    const unaware = {
      ...result,
      metrics: result.metrics.filter(({ id }) => id !== 'stutterRate'),
      takes: takes({ stutterRate: undefined }),
    };
    const { code, out } = await run(rehearsal(result), rehearsal(unaware), { 'on-inconclusive': 'pass' });
    expect(code).toBe(3);
    expect(out).toMatch(/INVALID[\s\S]*stutterRate/);
  });

  it('refuses looks beyond the plan', async () => {
    const directory = rehearsal(resultOf(takes()));
    expect(await problems(run(directory, directory, { look: 2 }))).toMatchObject([{ where: '--look' }]);
  });

  it('is red when the candidate is not ready by itself, unless --on-not-ready says otherwise', async () => {
    // The same numbers under another limit: no worse, and yet not ready.
    const judged = (outcome: 'pass' | 'fail') =>
      takes({ stutterRate: 0.2 }).map((take) => ({
        ...take,
        outcome: outcome === 'pass' ? ('ready' as const) : ('not-ready' as const),
        verdicts: take.verdicts.map((verdict) => ({ ...verdict, actual: 0.2, outcome })),
      }));
    const [ready, unready] = [rehearsal(resultOf(judged('pass'))), rehearsal(resultOf(judged('fail')))];
    const { code, out } = await run(ready, unready);
    expect(code).toBe(1);
    expect(out).toContain('NO WORSE');
    expect(out).toMatch(/by itself is NOT\s+READY: Near \| far\s+stutterRate/);
    expect((await run(ready, unready, { 'on-not-ready': 'new' })).code).toBe(1);
    expect((await run(ready, unready, { 'on-not-ready': 'pass' })).code).toBe(0);
    const again = rehearsal(resultOf(judged('fail')));
    expect((await run(unready, again)).code).toBe(1);
    expect((await run(unready, again, { 'on-not-ready': 'new' })).code).toBe(0);
  });

  it('refuses a directory without a rehearsal, and a result that it does not understand', async () => {
    expect(await problems(run(scratch, scratch))).toMatchObject([{ got: 'no recording in it' }]);
    const directory = rehearsal(resultOf(takes()));
    writeFileSync(join(directory, 'result.json'), '{"schemaVersion": 99}');
    expect(await problems(run(directory, directory))).toMatchObject([{ where: join(directory, 'result.json') }]);
  });

  it('writes JSON, Markdown and JUnit', async () => {
    const out = join(scratch, 'out');
    await run(rehearsal(resultOf(takes())), rehearsal(resultOf(takes({ stutterRate: 0.05 }))), { out });
    const read = (name: string) => readFileSync(join(out, name), 'utf8');
    expect(JSON.parse(read('comparison.json'))).toHaveLength(1);
    const rows = read('comparison.md')
      .split('\n')
      .filter((line) => line.startsWith('| Near'));
    // One number regressed; the two that did not are folded away below it.
    expect(rows).toHaveLength(3);
    expect(read('comparison.md').indexOf('<details>')).toBeLessThan(read('comparison.md').indexOf('frameRate'));
    expect(rows[0]).toMatch(/^\| Near \\\| far \| stutterRate \| 1 % \| 5 % \| \+4 pp \| .* \| ❌ regressed \|$/);
    const xml = read('comparison.junit.xml');
    expect(markupFault(xml)).toBeUndefined();
    expect(junitFault(xml)).toBeUndefined();
    expect(xml).toContain('tests="5" failures="1" errors="0">');
    expect(xml).toMatch(/<failure message="stutterRate: \+4 pp \(1 % → 5 %\), limit 1 pp">/);
    expect(xml).toContain('p(worse) 0.016, alpha 0.05');
  });

  it('annotates on GitHub, and adds to the job’s summary', async () => {
    vi.stubEnv('GITHUB_ACTIONS', 'true');
    vi.stubEnv('GITHUB_STEP_SUMMARY', join(scratch, 'summary.md'));
    const [a, b] = [rehearsal(resultOf(takes())), rehearsal(resultOf(takes({ stutterRate: 0.05 })))];
    const { out } = await run(a, b);
    expect(out).toMatch(/^::error title=Near \| far%3A stutterRate regressed::1 %25 → 5 %25 /m);
    expect(readFileSync(join(scratch, 'summary.md'), 'utf8')).toContain('REGRESSED');
    const asJson = await run(a, b, { json: true });
    expect(() => JSON.parse(asJson.out)).not.toThrow();
    expect(asJson.log).toContain('::error');
  });
});
