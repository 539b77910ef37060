import type { MetricInfo } from '../../model/result/metric.ts';
import type { Budget } from '../../model/scenario/budget.ts';
import { churnCount } from '../../model/scenario/churn-count.ts';
import type { Segment } from '../../model/scenario/network.ts';
import type {
  AudioSettings,
  Broadcast,
  Region,
  Scenario,
  Variant,
  VideoSettings,
} from '../../model/scenario/scenario.ts';
import { sentBitrateBps } from '../../model/scenario/sent-streams.ts';
import type { WhipSettings } from '../../model/scenario/whip-settings.ts';
import {
  COLON,
  COMMA,
  ENUMERATION,
  fill,
  joinTexts,
  plain,
  SEMICOLON,
  type Text,
} from '../../report/messages/words.ts';
import { formatBound, formatLimit, formatLocalTime, formatSeconds, formatSpan } from '../../report/text/format.ts';
import { labelText, regionName, withinSentence } from '../../report/text/names.ts';
import { bands } from '../../report/timeline/bands.ts';
import type { ClipReading } from '../../scenario/clips/clip-info.ts';
import { secretsOf } from '../../scenario/reading/secrets-of.ts';
import { OUTLINE_WORDS as WORDS } from '../messages/outline-words.ts';
import { writtenLine } from './written-line.ts';

/** A row: what it is about, and what was understood. */
export type OutlineRow = readonly [Text, Text];

/** Returns what a scenario means once its names are looked up and its defaults filled in, so that its author sees what was understood. */
export function scenarioOutline(
  scenario: Scenario,
  metrics: readonly MetricInfo[],
  clip?: ClipReading,
): readonly OutlineRow[] {
  const { broadcast, regions, airtime, variants = [] } = scenario;
  return [
    [WORDS.sends, joinTexts(sendingParts(broadcast, clip), COMMA)],
    ...variants.map(
      (variant): OutlineRow => [
        fill(WORDS.variant, { name: variant.name }),
        joinTexts(
          [
            ...pictureParts(variant.broadcast),
            ...ownSound(variant.broadcast, broadcast),
            ...ownLines(variant, broadcast),
          ],
          COMMA,
        ),
      ],
    ),
    [WORDS.to, receiver(broadcast)],
    ...(typeof broadcast.transport === 'string' ? [] : [[WORDS.realPath, WORDS.onTop] satisfies OutlineRow]),
    [WORDS.firstMile, lineText(broadcast.firstMile, WORDS.up)],
    ...(airtime === undefined
      ? []
      : [[WORDS.onAir, fill(WORDS.china, { time: formatLocalTime(airtime) })] satisfies OutlineRow]),
    ...regions.map((region): OutlineRow => [labelText(region), regionText(region)]),
    ...audienceRows(scenario),
    [
      WORDS.measured,
      fill(WORDS.afterWarmup, { time: formatSeconds(scenario.durationMs), warmup: formatSeconds(scenario.warmupMs) }),
    ],
    ...bands(scenario).map(
      ({ effect, where, ...span }): OutlineRow => [
        WORDS.event,
        fill(WORDS.eventAt, { span: formatSpan(span), effect, where }),
      ],
    ),
    ...limitRows(scenario, metrics),
  ];
}

function sendingParts(broadcast: Broadcast, clip: ClipReading | undefined): readonly Text[] {
  const { source, audio } = broadcast;
  const picture = source.type === 'file' ? [clipText(source.path, clip)] : [WORDS.presenter];
  return [...picture, ...pictureParts(broadcast), soundText(audio)];
}

/** Names a clip, with what its headers say of it. */
function clipText(path: string, clip: ClipReading | undefined): Text {
  if (clip?.type !== 'read') return plain(path);
  const { video, width, height, durationMs, audio } = clip.info;
  const parts = [
    ...(video === undefined ? [] : [plain(video)]),
    ...(width === undefined || height === undefined ? [] : [plain(`${width}x${height}`)]),
    ...(durationMs === undefined ? [] : [plain(formatSeconds(durationMs))]),
    audio === undefined ? WORDS.silent : plain(audio),
  ];
  return fill(WORDS.clip, { path, parts: joinTexts(parts, COMMA) });
}

function soundText({ channels, bitrateBps }: AudioSettings): Text {
  return fill(channels === 2 ? WORDS.stereo : WORDS.sound, { rate: formatLimit(bitrateBps, 'bps') });
}

/** Returns the sound of a variant where it is another than the broadcast's. */
function ownSound({ audio }: Broadcast, base: Broadcast): readonly Text[] {
  return JSON.stringify(audio) === JSON.stringify(base.audio) ? [] : [soundText(audio)];
}

function pictureParts({ video }: Broadcast): readonly Text[] {
  const { codec, width, height, fps, bitrateBps, keyframeIntervalMs, scalabilityMode } = video;
  return [
    plain(`${codec} ${width}x${height}`),
    plain(`${fps} fps`),
    plain(formatLimit(bitrateBps, 'bps')),
    ...(keyframeIntervalMs === undefined ? [] : [fill(WORDS.keyframes, { time: formatSeconds(keyframeIntervalMs) })]),
    ...layers(video),
    ...(scalabilityMode === undefined ? [] : [fill(WORDS.scalability, { mode: scalabilityMode })]),
  ];
}

function layers({ simulcast = [], bitrateBps, width, height }: VideoSettings): readonly Text[] {
  const smaller = simulcast.map(({ scaleDownBy, bitrateBps }) =>
    fill(WORDS.layer, {
      size: `${Math.round(width / scaleDownBy)}x${Math.round(height / scaleDownBy)}`,
      rate: formatLimit(bitrateBps, 'bps'),
    }),
  );
  const inAll = formatLimit(sentBitrateBps({ simulcast, bitrateBps }), 'bps');
  return smaller.length === 0 ? [] : [...smaller, fill(WORDS.inAll, { rate: inAll })];
}

/** Names the receiving side, and where its secrets come from. A path of a URL may be a stream key, so only the host is shown. */
function receiver({ transport }: Broadcast): Text {
  if (typeof transport === 'string') return WORDS.local;
  const to = 'whip' in transport ? whipHosts(transport.whip) : fill(WORDS.agora, { channel: transport.agora.channel });
  const secrets = secretsOf(transport).map(({ name, isThere }) =>
    fill(isThere ? WORDS.secret : WORDS.missing, { name }),
  );
  return joinTexts([to, ...secrets], COMMA);
}

function whipHosts({ publish, watch }: WhipSettings): Text {
  const hosts = [publish, watch].flatMap((url) => (typeof url === 'string' ? [new URL(url).host] : []));
  const all = joinTexts([...new Set(hosts)].map(plain), ENUMERATION);
  return hosts.length === 0 ? WORDS.whip : fill(WORDS.whipAt, { hosts: all });
}

/** Returns the lines of a variant where they are others than the broadcast's. */
function ownLines({ broadcast: { firstMile }, hauls = {} }: Variant, base: Broadcast): readonly Text[] {
  const ways = Object.values(hauls).map(wayText);
  const isOther = JSON.stringify(firstMile) !== JSON.stringify(base.firstMile);
  return [
    ...(isOther ? [joinTexts([WORDS.firstMile, lineText(firstMile, WORDS.up)], COLON)] : []),
    ...ways.filter((way, i) => ways.findIndex(({ en }) => en === way.en) === i),
  ];
}

/** Describes a haul: "accelerated line from China". */
function wayText(haul: Segment): Text {
  return haul.profile === 'custom'
    ? fill(WORDS.writtenHaul, { haul: writtenLine(haul) })
    : fill(WORDS.haul, { haul: labelText(haul) });
}

/** Describes a region's viewers and lines; lines of many numbers are set apart from each other. */
function regionText({ access, haul, device, viewers, localTime }: Region): Text {
  const isWritten = [access, haul].some(({ profile }) => profile === 'custom');
  const parts = [
    joinTexts([fill(WORDS.viewers, { count: viewers }), lineText(access, WORDS.down)], COMMA),
    wayText(haul),
    ...(device === undefined ? [] : [withinSentence(labelText(device))]),
    ...(localTime === undefined ? [] : [fill(WORDS.thereAt, { time: formatLocalTime(localTime) })]),
  ];
  return joinTexts(parts, isWritten ? SEMICOLON : COMMA);
}

/** Names a line and its rate; one written in place by its numbers. */
function lineText(line: Segment, withRate: Text): Text {
  if (line.profile === 'custom') return writtenLine(line);
  const { rateBps } = line.out;
  const name = labelText(line);
  return rateBps === undefined ? name : fill(withRate, { line: name, rate: formatLimit(rateBps, 'bps') });
}

/** Returns who arrives over a time, and who leaves. */
function audienceRows({ joinSpreadMs, churn, regions }: Scenario): readonly OutlineRow[] {
  const viewers = regions.reduce((sum, region) => sum + region.viewers, 0);
  return [
    ...(joinSpreadMs === undefined
      ? []
      : [[WORDS.joins, fill(WORDS.over, { time: formatSeconds(joinSpreadMs) })] satisfies OutlineRow]),
    ...(churn === undefined
      ? []
      : [[WORDS.churn, fill(WORDS.leave, { count: churnCount(churn, viewers) })] satisfies OutlineRow]),
  ];
}

/** Returns the limits that the scenario sets and those by default, each once where they are the same in every region. */
function limitRows(scenario: Scenario, metrics: readonly MetricInfo[]): readonly OutlineRow[] {
  return [
    ...limitRowsOf('scenario', scenario, metrics, [WORDS.limits, WORDS.limitsFor]),
    ...limitRowsOf('default', scenario, metrics, [WORDS.byDefault, WORDS.byDefaultFor]),
  ];
}

function limitRowsOf(
  origin: Budget['origin'],
  { regions, budgets }: Scenario,
  metrics: readonly MetricInfo[],
  [everywhere, inOne]: readonly [Text, Text],
): readonly OutlineRow[] {
  const all = Object.entries(budgets).map(([id, ofRegion]) => {
    const own = ofRegion.filter((budget) => budget.origin === origin);
    const text = joinTexts(
      own.map((budget) => limitText(budget, metrics)),
      COMMA,
    );
    return { id, text };
  });
  const [first] = all;
  const isSame = all.every(({ text }) => text.en === first?.text.en);
  const rows: readonly OutlineRow[] =
    first !== undefined && isSame
      ? [[everywhere, first.text]]
      : all.map(({ id, text }) => [fill(inOne, { region: regionName(regions, id) }), text]);
  return rows.filter(([, text]) => text.en !== '');
}

function limitText({ metric, statistic, unit, ready, warn, origin }: Budget, metrics: readonly MetricInfo[]): Text {
  const known = metrics.find(({ id }) => id === metric);
  const name = known === undefined ? plain(metric) : withinSentence(labelText(known));
  const bound = plain(formatBound({ statistic, unit, ...ready }));
  // The limit alone of defaults: they would be the longest row of all.
  if (warn === undefined || origin === 'default') return joinTexts([name, bound], plain(' '));
  const inFull = { limit: bound, warn: formatBound({ statistic: 'value', unit, ...warn }) };
  return joinTexts([name, fill(WORDS.warned, inFull)], plain(' '));
}
