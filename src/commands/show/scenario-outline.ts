import type { MetricInfo } from '../../model/result/metric.ts';
import type { Budget } from '../../model/scenario/budget.ts';
import type { Broadcast, Region, Scenario, VideoSettings } from '../../model/scenario/scenario.ts';
import { COMMA, fill, joinTexts, plain, SEMICOLON, type Text } from '../../report/messages/words.ts';
import { formatBound, formatLimit, formatLocalTime, formatSpan } from '../../report/text/format.ts';
import { labelText, regionName, segmentName, withinSentence } from '../../report/text/names.ts';
import { bands } from '../../report/timeline/bands.ts';
import { OUTLINE_WORDS as WORDS } from '../messages/outline-words.ts';

/** A row: what it is about, and what was understood. */
export type OutlineRow = readonly [Text, Text];

/** Returns what a scenario means once its names are looked up and its defaults filled in, so that its author sees what was understood. */
export function scenarioOutline(scenario: Scenario, metrics: readonly MetricInfo[]): readonly OutlineRow[] {
  const { broadcast, regions, airtime, variants = [] } = scenario;
  const rate = broadcast.firstMile.out.rateBps;
  const firstMile = segmentName(broadcast.firstMile);
  return [
    [WORDS.sends, joinTexts(sendingParts(broadcast), COMMA)],
    ...variants.map(
      ({ name, broadcast: other }): OutlineRow => [
        fill(WORDS.variant, { name }),
        joinTexts(pictureParts(other), COMMA),
      ],
    ),
    [WORDS.to, receiver(broadcast)],
    [
      WORDS.firstMile,
      rate === undefined ? firstMile : fill(WORDS.up, { line: firstMile, rate: formatLimit(rate, 'bps') }),
    ],
    ...(airtime === undefined
      ? []
      : [[WORDS.onAir, fill(WORDS.china, { time: formatLocalTime(airtime) })] satisfies OutlineRow]),
    ...regions.map((region): OutlineRow => [labelText(region), joinTexts(regionParts(region), COMMA)]),
    ...bands(scenario).map(
      ({ effect, where, ...span }): OutlineRow => [
        WORDS.event,
        fill(WORDS.eventAt, { span: formatSpan(span), effect, where }),
      ],
    ),
    ...limitRows(scenario, metrics),
  ];
}

function sendingParts(broadcast: Broadcast): readonly Text[] {
  const { source, audio } = broadcast;
  const clip = source.type === 'file' ? plain(source.path) : WORDS.presenter;
  const sound = audio.channels === 2 ? WORDS.stereo : WORDS.sound;
  return [clip, ...pictureParts(broadcast), fill(sound, { rate: formatLimit(audio.bitrateBps, 'bps') })];
}

function pictureParts({ video }: Broadcast): readonly Text[] {
  const { codec, width, height, fps, bitrateBps, scalabilityMode } = video;
  return [
    plain(`${codec} ${width}x${height}`),
    plain(`${fps} fps`),
    plain(formatLimit(bitrateBps, 'bps')),
    ...layers(video),
    ...(scalabilityMode === undefined ? [] : [fill(WORDS.scalability, { mode: scalabilityMode })]),
  ];
}

function layers({ simulcast = [], width, height }: VideoSettings): readonly Text[] {
  return simulcast.map(({ scaleDownBy, bitrateBps }) =>
    fill(WORDS.layer, {
      size: `${Math.round(width / scaleDownBy)}x${Math.round(height / scaleDownBy)}`,
      rate: formatLimit(bitrateBps, 'bps'),
    }),
  );
}

/** Names the receiving side. A URL may hold a stream key, so none is shown. */
function receiver({ transport }: Broadcast): Text {
  if (typeof transport === 'string') return WORDS.local;
  return 'whip' in transport ? WORDS.whip : fill(WORDS.agora, { channel: transport.agora.channel });
}

function regionParts({ access, haul, device, viewers, localTime }: Region): readonly Text[] {
  const rate = access.out.rateBps;
  const line = segmentName(access);
  return [
    fill(WORDS.viewers, { count: viewers }),
    rate === undefined ? line : fill(WORDS.down, { line, rate: formatLimit(rate, 'bps') }),
    fill(WORDS.haul, { haul: segmentName(haul) }),
    ...(device === undefined ? [] : [withinSentence(labelText(device))]),
    ...(localTime === undefined ? [] : [fill(WORDS.thereAt, { time: formatLocalTime(localTime) })]),
  ];
}

/** Returns the limits, once where they are the same in every region. */
function limitRows({ regions, budgets }: Scenario, metrics: readonly MetricInfo[]): readonly OutlineRow[] {
  const all = Object.entries(budgets).map(([id, own]) => ({ id, text: limitsText(own, metrics) }));
  const [first] = all;
  if (first === undefined) return [];
  if (all.every(({ text }) => text.en === first.text.en)) return [[WORDS.limits, first.text]];
  return all.map(({ id, text }) => [fill(WORDS.limitsFor, { region: regionName(regions, id) }), text]);
}

function limitsText(budgets: readonly Budget[], metrics: readonly MetricInfo[]): Text {
  const listed = (origin: Budget['origin']) =>
    joinTexts(
      budgets.filter((budget) => budget.origin === origin).map((budget) => limitText(budget, metrics)),
      COMMA,
    );
  const [own, byDefault] = [listed('scenario'), listed('default')];
  const others = byDefault.en === '' ? [] : [fill(WORDS.byDefault, { limits: byDefault })];
  return joinTexts([...(own.en === '' ? [] : [own]), ...others], SEMICOLON);
}

function limitText({ metric, statistic, unit, ready }: Budget, metrics: readonly MetricInfo[]): Text {
  const known = metrics.find(({ id }) => id === metric);
  const name = known === undefined ? plain(metric) : withinSentence(labelText(known));
  return joinTexts([name, plain(formatBound({ statistic, unit, ...ready }))], plain(' '));
}
