import { describe, expect, it } from 'vitest';
import { explain, headline } from '../../../src/report/facts/explain.ts';
import { junitReport } from '../../../src/report/formats/junit-report.ts';
import { page } from '../../../src/report/html/page.ts';
import { UNKNOWN_ERROR } from '../../../src/verdict/judge-take.ts';
import { invalidResult, noDataResult, notReadyResult, readyResult } from '../sample-result.ts';

describe('explain', () => {
  it('names the region, what viewers see, the line below the bitrate, and a bitrate that fits', () => {
    const [jakarta, saoPaulo, ...rest] = explain(notReadyResult());
    expect(rest).toEqual([]);
    expect(jakarta).toMatchObject({ region: 'sea-id', label: { en: 'Jakarta', zh: 'Jakarta' }, outcome: 'fail' });
    expect(jakarta?.sentence.en).toBe('the picture stands still 100 % of the time (limit 3 %)');
    expect(jakarta?.sentence.zh).toBe('卡顿率 100%（上限 3%）');
    expect(jakarta?.facts.map(({ en }) => en)).toEqual([
      'Its access line (1.5 Mbps) is below the stream’s 2.06 Mbps.',
      'The access line of Jakarta, viewer 2 was full: 25.1 % of packets were dropped in its queue.',
    ]);
    // 85 % of 1.5 Mbps less 64 kbps of sound is 1.211 Mbps; rounded down to 50 kbps.
    expect(jakarta?.advice?.en).toBe('Lower the video bitrate to 1.2 Mbps or less, or use a faster line.');
    expect(saoPaulo).toMatchObject({ region: 'sa-br', outcome: 'warn', facts: [] });
  });

  it('tells what stood beside the longest stalls of a picture that mostly moves', () => {
    const bad = notReadyResult();
    const verdicts = bad.verdicts.map((verdict) =>
      verdict.viewer === 'sea-id-2' ? { ...verdict, viewer: 'sea-id-1' } : verdict,
    );
    const [jakarta] = explain({ ...bad, verdicts });
    expect(jakarta?.facts.slice(2)).toEqual([
      {
        en: 'Picture still at 6–8 s; meanwhile: route flap (haul of Jakarta, 6–9 s); access of Jakarta, viewer 1 (out) full: 25.4 % dropped.',
        zh: '6–8 s 画面卡住，同时：route flap（Jakarta 跨境段，6–9 s）；Jakarta 观众 1 接入段去程拥塞：丢弃 25.4%。',
      },
      expect.objectContaining({
        en: 'Picture still at 14–15 s; meanwhile: access of Jakarta, viewer 1 (out) full: 25.4 % dropped.',
      }),
    ]);
  });

  it('says plainly why a number of unknown error is not judged', () => {
    const good = readyResult();
    const verdicts = good.verdicts.map((verdict) => ({
      ...verdict,
      ...(verdict === good.verdicts[0] && { outcome: 'uncertain' as const, reason: UNKNOWN_ERROR }),
    }));
    const takes = good.takes.map((take) => ({
      ...take,
      viewers: take.viewers.map((viewer) => ({
        ...viewer,
        errors: { [verdicts[0]?.metric ?? '']: 'unknown' as const },
      })),
    }));
    const result = { ...good, verdicts, takes };
    const [statement] = explain(result);
    expect(statement).toMatchObject({ outcome: 'uncertain', facts: [] });
    expect(statement?.sentence.en).toMatch(/not judged: how far this machine’s strain moves this number is not known$/);
    const html = page(result, []);
    expect(html).toContain(
      '<small><span lang="en">how far this machine’s strain moves this number is not known</span>',
    );
    expect(html).toContain('<span lang="en">± unknown</span>');
    expect(junitReport(result)[0]?.content).toContain(': how far this machine’s strain moves this number is not known');
  });

  it('knows what a schedule takes a line down to', () => {
    const bad = notReadyResult();
    const { firstMile } = bad.scenario.broadcast;
    const out = { ...firstMile.out, rateSteps: { steps: [{ atMs: 5000, rateBps: 6e5 }] } };
    const broadcast = { ...bad.scenario.broadcast, firstMile: { ...firstMile, out } };
    const [jakarta] = explain({ ...bad, scenario: { ...bad.scenario, broadcast } });
    expect(jakarta?.facts[0]?.en).toBe('The studio line (600 kbps) is below the stream’s 2.06 Mbps.');
  });

  it('blames no line that carries the stream', () => {
    const bad = notReadyResult();
    const regions = bad.scenario.regions.map((region) => ({
      ...region,
      access: { ...region.access, out: { ...region.access.out, rateBps: 3e6 } },
    }));
    const takes = bad.takes.map((take) => ({ ...take, links: [] }));
    const [jakarta] = explain({ ...bad, scenario: { ...bad.scenario, regions }, takes });
    expect(jakarta?.facts).toEqual([]);
    expect(jakarta?.advice).toBeUndefined();
  });

  it('counts the stream once for each viewer of a haul', () => {
    const bad = notReadyResult();
    const regions = bad.scenario.regions.map((region) => ({
      ...region,
      haul: { ...region.haul, out: { ...region.haul.out, rateBps: 3e6 } },
      access: { ...region.access, out: { ...region.access.out, rateBps: 10e6 } },
    }));
    const [jakarta] = explain({ ...bad, scenario: { ...bad.scenario, regions } });
    expect(jakarta?.facts[0]?.en).toBe(
      'The cross-border link (3.0 Mbps) is below the 4.13 Mbps needed for its 2 viewers.',
    );
    expect(jakarta?.advice?.en).toContain('1.2 Mbps');
  });

  it('names a publisher that left frames out before any line', () => {
    const bad = notReadyResult();
    const resultWith = (metrics: Readonly<Record<string, number>>) => ({
      ...bad,
      takes: bad.takes.map((take) => ({
        ...take,
        viewers: take.viewers.map((viewer) => ({
          ...viewer,
          metrics: {
            ...viewer.metrics,
            ...Object.fromEntries(
              Object.entries(metrics).map(([id, value]) => [
                id,
                { type: 'value' as const, unit: 'fraction' as const, value },
              ]),
            ),
          },
        })),
      })),
    });
    const [skipping] = explain(resultWith({ publisherFrameSkips: 0.65 }));
    expect(skipping?.facts[0]).toEqual({
      en: 'The publisher left out 65 % of the frames; its own line lost nothing and held nothing up meanwhile.',
      zh: '推流端少发了 65% 的帧；其间直播间线路没有丢包，也没有排队。',
    });
    expect(skipping?.facts[1]?.en).toContain('is below the stream’s');
  });

  it('tells of the few packets that a line lost where they took many pictures, and where not of none', () => {
    const bad = notReadyResult();
    const share = (value: number) => ({ type: 'value', unit: 'fraction', value }) as const;
    const factsWith = (undecodableFrames: number) => {
      const takes = bad.takes.map((take) => ({
        ...take,
        links: take.links.map((link) =>
          link.link === 'first-mile/out' ? { ...link, lostRandom: 0.005 * link.inPackets } : link,
        ),
        viewers: take.viewers.map((viewer) => ({
          ...viewer,
          metrics: {
            ...viewer.metrics,
            ...{ publisherFrameSkips: share(0.09), undecodableFrames: share(undecodableFrames) },
          },
        })),
      }));
      return explain({ ...bad, takes })[0]?.facts.map(({ en }) => en);
    };
    const skips =
      'The publisher left out 9 % of the frames; its own line lost 0.5 % of the packets meanwhile and held nothing up.';
    expect(factsWith(0.7)).toEqual(expect.arrayContaining([skips, 'The studio line lost 0.5 % of packets.']));
    expect(factsWith(0)).toContain(skips);
    expect(factsWith(0)).not.toContain('The studio line lost 0.5 % of packets.');
  });

  it.each([
    [{ lostBurst: 675, lostBlackout: 675 }, 'the studio line was dark for a while'],
    [{ lostRandom: 521 }, 'the studio line lost 10 % of its packets'],
    [{ leastRateBps: 600_000 }, 'the studio line carried only 600 kbps at times'],
    [{ queueDelayP95Ms: 180 }, 'packets waited up to 180 ms in the studio line’s queue'],
  ])('does not clear the publisher’s line of frames left out beside %o', (counted, words) => {
    const bad = notReadyResult();
    const takes = bad.takes.map((take) => ({
      ...take,
      links: take.links.map((link) => (link.link === 'first-mile/out' ? { ...link, ...counted } : link)),
      viewers: take.viewers.map((viewer) => ({
        ...viewer,
        metrics: { ...viewer.metrics, publisherFrameSkips: { type: 'value', unit: 'fraction', value: 0.09 } as const },
      })),
    }));
    const [jakarta] = explain({ ...bad, takes });
    expect(jakarta?.facts[0]?.en).toBe(
      `The publisher left out 9 % of the frames; beside it, ${words}: an encoder whose line carries too little leaves frames out.`,
    );
    const [unknown] = explain({ ...bad, takes: takes.map((take) => ({ ...take, links: [] })) });
    expect(unknown?.facts[0]?.en).toContain('is not known');
  });

  it('names the distance when it alone takes half of the latency limit', () => {
    const bad = notReadyResult();
    const verdicts = bad.verdicts
      .filter(({ region, metric }) => region === 'sa-br' && metric === 'latency')
      .map((verdict) => ({ ...verdict, outcome: 'fail' as const, limit: 300, actual: 764 }));
    const [saoPaulo] = explain({ ...bad, verdicts });
    expect(saoPaulo?.sentence.en).toBe('the picture arrives 764 ms late (p95 limit 300 ms)');
    expect(saoPaulo?.facts.at(-1)?.en).toBe('Distance alone costs 179 ms one way; no setting changes that.');
  });

  it('says why there is no data, in both languages', () => {
    const finding = explain(noDataResult()).find(({ outcome }) => outcome === 'no-data');
    expect(finding?.sentence).toEqual({
      en: 'First frame could not be measured: the viewer never saw a frame',
      zh: '首帧耗时未能测得：该观众从未看到画面',
    });
  });
});

it('tells a clean pass from one that is close to a limit', () => {
  const ready = readyResult();
  expect(headline(ready).en).toContain('close to its limit');
  const clean = { ...ready, verdicts: ready.verdicts.filter(({ outcome }) => outcome === 'pass') };
  expect(headline(clean).en).toBe('Every region stayed within its limits.');
});

it('never calls an invalid rehearsal good or bad', () => {
  expect(headline(invalidResult()).en).toContain('says nothing about the stream');
  expect(headline({ ...invalidResult(), invalidReasons: [] }).en).toContain('Run it again');
});
