import { curvesOf } from '../../src/compare/curves-of.ts';
import type { PictureBook, ShownPicture } from '../../src/model/recording/pictures.ts';
import type { Diagnosis, Effect } from '../../src/model/result/diagnosis.ts';
import type { Result, TakeResult } from '../../src/model/result/result.ts';
import type { VideoSettings } from '../../src/model/scenario/scenario.ts';
import { recommendationOf } from '../../src/recommend/recommendation-of.ts';
import { curvePage } from '../../src/report/curve/curve-page.ts';
import { diagnosisPage } from '../../src/report/diagnosis/diagnosis-page.ts';
import type { HistoryEntry } from '../../src/report/history/history-entry.ts';
import { historyPage } from '../../src/report/history/history-page.ts';
import { page } from '../../src/report/html/page.ts';
import { recommendationPage } from '../../src/report/recommendation/recommendation-page.ts';
import { compareVariants } from '../../src/verdict/compare/compare-variants.ts';
import { buildTake } from '../build-recording.ts';
import { lines, SIX, search } from '../recommend/world.ts';
import { BROADCAST, resultOf, takeOf } from '../verdict/compare/takes.ts';
import { invalidResult, notReadyResult, readyResult } from './sample-result.ts';

const PLACES: Readonly<Record<string, { readonly label: string; readonly labelZh: string }>> = {
  'sea-sg': { label: 'Singapore', labelZh: '新加坡' },
  'sea-id': { label: 'Indonesia (Jakarta)', labelZh: '印度尼西亚（雅加达）' },
  'sa-br': { label: 'Brazil (São Paulo)', labelZh: '巴西（圣保罗）' },
};
const LINES: Readonly<Record<string, string>> = {
  'Home broadband': '固定宽带',
  'Mobile, evening peak': '移动网络，晚高峰',
  'Direct, evening': '公网直连，晚高峰',
  'Line that suffers': '受扰线路',
  'Studio fibre, Shanghai': '直播间光纤，上海',
  Accelerated: '加速线路',
};

/** Returns a result whose places and lines all have a Chinese name, as those of the catalog have. */
function named(result: Result): Result {
  const segment = <S extends { readonly label: string }>(of: S): S => ({ ...of, labelZh: LINES[of.label] ?? of.label });
  const { broadcast } = result.scenario;
  const regions = result.scenario.regions.map((region) => ({
    ...region,
    ...PLACES[region.id],
    ...{ localTime: '2026-11-27T19:00+07:00' },
    ...{ haul: segment(region.haul), access: segment(region.access) },
  }));
  return {
    ...result,
    scenario: {
      ...result.scenario,
      ...{ name: '双十一 Jakarta evening', airtime: '2026-11-27T20:00+08:00', regions },
      broadcast: { ...broadcast, firstMile: segment(broadcast.firstMile) },
    },
  };
}

/** Returns a result beside an earlier one, with numbers that rose, fell and stayed. */
function withEarlier(result: Result): Result {
  const numbers = result.verdicts.flatMap(({ region, metric, statistic, unit, actual }, i) =>
    actual === undefined
      ? []
      : [{ region, metric, statistic, unit, now: actual, before: actual * ([0.8, 1, 1.3][i % 3] ?? 1) }],
  );
  return {
    ...result,
    earlier: { directory: '2026-11-26-1', startedAt: '2026-11-26T11:00:00.000Z', outcome: 'not-ready', numbers },
  };
}

/** Returns a result in which the picture stood still in one region and the sound was gone in another. */
function withIncidents(result: Result): Result {
  const incidents: NonNullable<TakeResult['incidents']> = [
    {
      ...{ fromMs: 6000, toMs: 9000, region: 'sea-id', viewers: ['sea-id-1'], severity: 'severe' },
      symptoms: [{ kind: 'stutter', metric: 'stutterRate200', viewer: 'sea-id-1', value: 3000, unit: 'ms', times: 1 }],
      causes: [],
    },
    {
      ...{ fromMs: 11_000, toMs: 11_300, region: 'sa-br', viewers: ['sa-br-1'], severity: 'slight' },
      symptoms: [
        { kind: 'sound-gap', metric: 'audioStutterRate', viewer: 'sa-br-1', value: 300, unit: 'ms', times: 1 },
      ],
      causes: [],
    },
  ];
  return { ...result, takes: result.takes.map((take) => ({ ...take, incidents })) };
}

/** Returns the ready result with a variant of twice the bitrate that stutters. */
function compared(): Result {
  const ready = named(readyResult());
  const [take] = ready.takes;
  if (take === undefined) throw new Error('the sample has a take');
  const { broadcast } = ready.scenario;
  const four = { ...broadcast, video: { ...broadcast.video, bitrateBps: 4e6 } };
  const viewers = take.viewers.map((viewer) => ({
    ...viewer,
    metrics: { ...viewer.metrics, stutterRate: { type: 'value', unit: 'fraction', value: 0.2 } as const },
  }));
  // Courses of the first alone: those of twelve takes are alike, and most of the page.
  const bare = (each: TakeResult, seed: number): TakeResult =>
    seed === 1 ? each : { ...each, links: [], host: [], viewers: each.viewers.map((one) => ({ ...one, series: {} })) };
  const takes = [1, 2, 3, 4, 5, 6].flatMap((seed): TakeResult[] => [
    bare({ ...take, seed, variant: 'base' }, seed),
    bare({ ...take, seed, variant: 'four', outcome: 'not-ready', viewers }, 2),
  ]);
  const result = { ...ready, takes, scenario: { ...ready.scenario, variants: [{ name: 'four', broadcast: four }] } };
  return { ...result, takes: takes.slice(0, 2), comparisons: compareVariants(result) };
}

function recommendation(): string {
  const { scenario } = buildTake().header.take;
  const [region] = scenario.regions;
  if (region === undefined) throw new Error('a scenario has a region');
  const regions = [
    { ...region, id: 'near', label: 'Singapore', labelZh: '新加坡' },
    { ...region, id: 'far', label: 'Lagos', labelZh: '拉各斯' },
  ];
  const ladder = { rungs: SIX, regions: regions.map(({ id }) => id) };
  return recommendationPage(
    recommendationOf({
      ...{ scenario: { ...scenario, name: 'evening', regions }, ladder, mostTakes: 36 },
      evidence: search(ladder, lines({ near: 10, far: 1.1 }), { seed: 2 }).evidence,
      tool: { name: 'longhaul', version: '0.1.0' },
    }),
  );
}

/** Two codecs at four bitrates; AV1 needs some 0.69 of H264's bits. */
function curves(): string {
  const rungs = (['h264', 'av1'] as const).flatMap((codec) =>
    [5e5, 1e6, 2e6, 4e6].map((bitrateBps): Pick<VideoSettings, 'codec' | 'bitrateBps'> => ({ codec, bitrateBps })),
  );
  const nameOf = ({ codec, bitrateBps }: (typeof rungs)[number]) => `${codec}-${bitrateBps}`;
  const broadcastOf = (rung: (typeof rungs)[number]) => ({ ...BROADCAST, video: { ...BROADCAST.video, ...rung } });
  const takes = [1, 2, 3, 4, 5, 6].flatMap((seed) =>
    rungs.map((rung, i) => {
      const worth = rung.bitrateBps / (rung.codec === 'av1' ? 0.69 + 0.01 * (seed % 3) : 1);
      const numbers = { clarity: 1 - 40 / Math.sqrt(worth) - 0.005 * seed, stutterRate: 0.01, latency: 200 + seed };
      const take = takeOf(seed, [numbers], { variant: i === 0 ? 'base' : nameOf(rung) });
      return { ...take, encoder: { video: [{ bitrateBps: rung.bitrateBps * 0.98 }] } };
    }),
  );
  const [first = rungs[0], ...others] = rungs;
  if (first === undefined) throw new Error('no rungs');
  const variants = others.map((rung) => ({ name: nameOf(rung), broadcast: broadcastOf(rung) }));
  return curvePage(curvesOf(resultOf(takes, { broadcast: broadcastOf(first), variants })));
}

function diagnosis(): string {
  const effect: Effect = {
    ...{ region: 'sea-id', metric: 'stutterRate200', statistic: 'value', unit: 'fraction', pairs: 2 },
    ...{ asRehearsed: 0.3, ideal: 0.1, takenAway: 0.2, interval: { low: 0.1, high: 0.3, kind: 'range' } },
  };
  const trial = (id: string, kind: Diagnosis['trials'][number]['kind'], region?: string) => ({
    ...{ id, kind, takes: 2, invalidTakes: 0, effects: [effect, { ...effect, metric: 'latency' as const }] },
    ...(region !== undefined && { region }),
  });
  return diagnosisPage({
    ...{ schemaVersion: 1, tool: { name: 'longhaul', version: '0.0.0' }, endedAt: '2026-07-01T12:00:00Z' },
    scenario: { name: 'show', durationMs: 20_000, regions: [{ id: 'sea-id', label: 'Jakarta', labelZh: '雅加达' }] },
    ...{ seeds: [1, 2], isComplete: false },
    trials: [
      trial('first-mile', 'first-mile'),
      trial('haul-sea-id', 'haul', 'sea-id'),
      trial('half-bitrate', 'half-bitrate'),
    ],
  });
}

function history(): string {
  const entry = (day: number, outcome: HistoryEntry['outcome'], stutterRate?: number): HistoryEntry => ({
    ...{ directory: `2026-11-2${day}-show`, startedAt: `2026-11-2${day}T12:00:00.000Z`, scenario: '双十一 Jakarta' },
    ...{ outcome, measuredMinutes: 3, conditions: 'same' },
    ...(outcome === 'not-ready' && { worstRegion: { en: 'Jakarta', zh: '雅加达' } }),
    numbers: stutterRate === undefined ? {} : { stutterRate, latency: 300 + day * 20, firstFrame: 900 },
  });
  return historyPage({
    entries: [entry(7, 'ready', 0.01), entry(6, 'invalid'), entry(5, 'not-ready', 0.12), entry(4, 'not-ready', 0.2)],
    ...{ unreadable: ['broken'], version: '0.1.0', madeAt: '2026-11-28T12:00:00.000Z' },
  });
}

/** Returns every kind of page that is written to disk, by name, made by the same code as for a real rehearsal. */
export function samplePages(): Readonly<Record<string, string>> {
  return {
    ready: page(withEarlier(named(readyResult())), []),
    'not-ready': page(withIncidents(withEarlier(named(notReadyResult()))), pictures(notReadyResult())),
    invalid: page(named(invalidResult()), []),
    compare: page(compared(), []),
    recommend: recommendation(),
    curve: curves(),
    diagnose: diagnosis(),
    index: history(),
  };
}

/** One grey picture of 16 x 9 pixels. */
const JPEG =
  '/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAJABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAL/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFAEBAAAAAAAAAAAAAAAAAAAAAP/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/AKAB/9k=';

function pictures({ takes }: Result): PictureBook {
  const picture = (second: number): ShownPicture => ({
    second,
    frame: second * 25,
    latencyMs: 300,
    ssim: 0.93,
    jpeg: JPEG,
  });
  return takes.map(({ viewers }) =>
    viewers.map(({ id }) => ({
      ...{ viewer: id, more: 2, film: [0, 5, 10, 15].map(picture) },
      incidents: [{ why: 'freeze', fromSecond: 6, toSecond: 9, before: picture(5), at: picture(7), after: picture(9) }],
    })),
  );
}
