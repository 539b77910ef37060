import type { MetricInfo } from '../../model/result/metric.ts';
import type { Budget } from '../../model/scenario/budget.ts';
import type { Broadcast, Region, Scenario, VideoSettings } from '../../model/scenario/scenario.ts';
import type { WhipSettings } from '../../model/scenario/whip-settings.ts';
import { COMMA, ENUMERATION, fill, joinTexts, plain, SEMICOLON, type Text } from '../../report/messages/words.ts';
import { formatBound, formatLimit, formatLocalTime, formatSpan } from '../../report/text/format.ts';
import { labelText, regionName, withinSentence } from '../../report/text/names.ts';
import { bands } from '../../report/timeline/bands.ts';
import { OUTLINE_WORDS as WORDS } from '../messages/outline-words.ts';

/** A row: what it is about, and what was understood. */
export type OutlineRow = readonly [Text, Text];

/** Returns what a scenario means once its names are looked up and its defaults filled in, so that its author sees what was understood. */
export function scenarioOutline(scenario: Scenario, metrics: readonly MetricInfo[]): readonly OutlineRow[] {
  const { broadcast, regions, airtime, variants = [] } = scenario;
  const rate = broadcast.firstMile.out.rateBps;
  const firstMile = labelText(broadcast.firstMile);
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

/** Names the receiving side, and where its secrets come from. A path of a URL may be a stream key, so only the host is shown. */
function receiver({ transport }: Broadcast): Text {
  if (typeof transport === 'string') return WORDS.local;
  const to = 'whip' in transport ? whipHosts(transport.whip) : fill(WORDS.agora, { channel: transport.agora.channel });
  const secrets = environmentNames(transport).map((name) =>
    fill(process.env[name] === undefined ? WORDS.unset : WORDS.secret, { variable: `$${name}` }),
  );
  return joinTexts([to, ...secrets], COMMA);
}

function whipHosts({ publish, watch }: WhipSettings): Text {
  const hosts = [publish, watch].flatMap((url) => (typeof url === 'string' ? [new URL(url).host] : []));
  const all = joinTexts([...new Set(hosts)].map(plain), ENUMERATION);
  return hosts.length === 0 ? WORDS.whip : fill(WORDS.whipAt, { hosts: all });
}

/** Lists the environment variables that settings take secrets from. */
function environmentNames(settings: object): readonly string[] {
  return Object.entries(settings).flatMap(([key, value]) => {
    if (key === 'env' && typeof value === 'string') return [value];
    return typeof value === 'object' && value !== null ? environmentNames(value) : [];
  });
}

function regionParts({ access, haul, device, viewers, localTime }: Region): readonly Text[] {
  const rate = access.out.rateBps;
  const line = labelText(access);
  return [
    fill(WORDS.viewers, { count: viewers }),
    rate === undefined ? line : fill(WORDS.down, { line, rate: formatLimit(rate, 'bps') }),
    fill(WORDS.haul, { haul: labelText(haul) }),
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

function limitText({ metric, statistic, unit, ready, warn }: Budget, metrics: readonly MetricInfo[]): Text {
  const known = metrics.find(({ id }) => id === metric);
  const name = known === undefined ? plain(metric) : withinSentence(labelText(known));
  const bound = plain(formatBound({ statistic, unit, ...ready }));
  const warned = warn && fill(WORDS.warned, { limit: bound, warn: formatBound({ statistic: 'value', unit, ...warn }) });
  return joinTexts([name, warned ?? bound], plain(' '));
}
