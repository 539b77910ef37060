import { InputError } from '../lib/errors.ts';
import { medianOf } from '../metrics/series/values.ts';
import { CURVE_NUMBERS, type CurveNumber, type CurveRow, type Curves } from '../model/result/curves.ts';
import type { Statistic } from '../model/result/metric.ts';
import type { Result, TakeResult } from '../model/result/result.ts';
import { BASE_VARIANT, type Broadcast } from '../model/scenario/scenario.ts';
import { settingsOf } from '../report/comparison/setting-changes.ts';
import { conditionsText } from '../result/conditions-text.ts';
import { chance } from '../verdict/compare/compare-variants.ts';
import { ALPHA } from '../verdict/compare/statistics/alpha.ts';
import { bdRateOverSeeds, type Curve } from '../verdict/curve/bd-rate.ts';
import { regionMean } from '../verdict/statistic-of.ts';

interface Played {
  readonly setting: string;
  readonly askedBps: number;
  readonly takes: readonly TakeResult[];
}

/**
 * Computes curves of quality against bitrate for a rehearsal whose variants differ in bitrate: variants that differ in nothing else
 * form one curve, and every curve is compared with the first, seed by seed, under the same weather. Throws InputError if there is
 * no curve.
 */
export function curvesOf({ scenario, takes, startedAt, tool }: Result): Curves {
  const variants = [{ name: BASE_VARIANT, broadcast: scenario.broadcast }, ...(scenario.variants ?? [])];
  const sent = new Map(variants.map(({ name, broadcast }) => [name, conditionsText(broadcast)]));
  // Variants that send the very same are one rung, such as a setting compared with itself.
  const distinct = variants.filter(({ name }, i) => [...sent.values()].indexOf(sent.get(name) ?? '') === i);
  const settingName = namesBeside(variants.map(({ broadcast }) => broadcast));
  const played = distinct.map(({ name, broadcast }): Played => {
    const own = takes.filter(
      ({ variant = BASE_VARIANT, outcome }) => sent.get(variant) === sent.get(name) && outcome !== 'invalid',
    );
    return { setting: settingName(broadcast), askedBps: broadcast.video.bitrateBps, takes: own };
  });
  const all = [...new Set(played.map(({ setting }) => setting))];
  const settings = all.filter(
    (setting) => new Set(played.filter((each) => each.setting === setting).map(({ askedBps }) => askedBps)).size > 1,
  );
  const [anchor, ...others] = settings;
  if (anchor === undefined)
    throw new InputError([
      {
        ...{ where: scenario.name, path: 'variants', expected: 'variants that differ in nothing but their bitrate' },
        got: 'no two of them',
      },
    ]);
  const regions = scenario.regions.map(({ id }) => id);
  const curved = played.filter(({ setting }) => settings.includes(setting));
  const random = chance();
  return {
    scenario: { name: scenario.name, regions: scenario.regions.map(nameOf) },
    ...{ startedAt, toolVersion: tool.version, settings },
    leftOut: all.filter((setting) => !settings.includes(setting)),
    rows: settings.flatMap((setting) =>
      regions.flatMap((region) =>
        curved
          .filter((each) => each.setting === setting)
          .toSorted((a, b) => a.askedBps - b.askedBps)
          .map((each) => rowOf(each, region)),
      ),
    ),
    comparisons: others.flatMap((test) =>
      regions.map((region) => {
        const curves = seedsOf(curved).map((seed) => ({
          anchor: curveUnder(seed, anchor, region, curved),
          test: curveUnder(seed, test, region, curved),
        }));
        const bdRate = bdRateOverSeeds(curves, { tail: ALPHA, random });
        return { anchor, test, region, ...(bdRate !== undefined && { bdRate }) };
      }),
    ),
  };
}

/** Names of settings that every curve's name begins with, or that are drawn. */
const ALWAYS_TOLD = new Set(['codec', 'size', 'frame rate', 'bitrate']);

/** Returns what names a broadcast among others: its picture, and whatever else but the bitrate is not the same in all. */
function namesBeside(all: readonly Broadcast[]): (broadcast: Broadcast) => string {
  const each = all.map(settingsOf);
  const differs = (name: string) => new Set(each.map((settings) => settings[name])).size > 1;
  return (broadcast) => {
    const { codec, width, height, fps } = broadcast.video;
    const more = Object.entries(settingsOf(broadcast)).flatMap(([name, value]) =>
      !ALWAYS_TOLD.has(name) && differs(name) ? [`${name} ${value}`] : [],
    );
    return [`${codec.toUpperCase()} ${width}×${height} ${fps} fps`, ...more].join(', ');
  };
}

function nameOf({ id, label, labelZh }: Result['scenario']['regions'][number]): Curves['scenario']['regions'][number] {
  return { id, label, ...(labelZh !== undefined && { labelZh }) };
}

/** Metric and statistic of each number that is drawn. */
const NUMBERS: Readonly<Record<CurveNumber, readonly [string, Statistic]>> = {
  clarity: ['clarity', 'value'],
  stutterRate: ['stutterRate', 'value'],
  latencyP95Ms: ['latency', 'p95'],
};

function rowOf({ setting, askedBps, takes }: Played, region: string): CurveRow {
  const valuesOf = (number: CurveNumber) => takes.flatMap((take) => regionMean(take, region, ...NUMBERS[number]) ?? []);
  const measured = CURVE_NUMBERS.map((number) => [number, valuesOf(number)] as const).filter(
    ([, values]) => values.length > 0,
  );
  const rates = takes.flatMap((take) => encodedBps(take) ?? []);
  return {
    ...{ setting, region, askedBps, takes: takes.length },
    ...(rates.length > 0 && { encodedBps: medianOf(rates) as number }),
    ...Object.fromEntries(measured.map(([number, values]) => [number, medianOf(values) as number])),
    ranges: Object.fromEntries(
      measured.map(([number, values]) => [number, { low: Math.min(...values), high: Math.max(...values) }]),
    ),
  };
}

function seedsOf(played: readonly Played[]): readonly number[] {
  return [...new Set(played.flatMap(({ takes }) => takes.map(({ seed }) => seed)))];
}

/** Returns the points with both a bitrate and a clarity; of a seed played again the first valid take counts. */
function curveUnder(seed: number, setting: string, region: string, played: readonly Played[]): Curve {
  return played
    .filter((each) => each.setting === setting)
    .flatMap(({ takes }) => {
      const take = takes.find((each) => each.seed === seed);
      const [rateBps, quality] =
        take === undefined ? [] : [encodedBps(take), regionMean(take, region, 'clarity', 'value')];
      return rateBps === undefined || quality === undefined ? [] : [{ rateBps, quality }];
    });
}

function encodedBps({ encoder }: TakeResult): number | undefined {
  const rates = (encoder?.video ?? []).flatMap(({ bitrateBps }) => bitrateBps ?? []);
  return rates.length === 0 ? undefined : rates.reduce((sum, rate) => sum + rate, 0);
}
