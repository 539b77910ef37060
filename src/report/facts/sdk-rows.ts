import type { SdkRecord, SdkSpan } from '../../model/recording/sdk-record.ts';
import type { MetricId } from '../../model/result/metric.ts';
import type { ViewerResult } from '../../model/result/result.ts';
import { SDK_FIGURES, type SdkFigureId } from '../../model/result/sdk-figures.ts';
import { QUALITY_WORDS, SDK_FIGURE_WORDS, SDK_WORDS } from '../messages/transport-words.ts';
import { fill, plain, type Text } from '../messages/words.ts';
import { formatQuantity } from '../text/format.ts';

/** One figure of one participant. */
export interface SdkCell {
  /** Undefined if the SDK reported nothing. */
  readonly reported: Text | undefined;
  /** Shown beside it in small type: its worst value, and what was measured here. */
  readonly beside: readonly Text[];
}

/** One figure of all participants. */
export interface SdkRow {
  readonly label: Text;
  readonly source: 'server' | 'browser';
  readonly note?: Text;
  /** One per record, in the same order. */
  readonly cells: readonly SdkCell[];
}

/** Metric of ours that means the same as the SDK's figure, or nearly. */
const OURS: Readonly<Partial<Record<SdkFigureId, MetricId>>> = {
  videoEndToEndDelayMs: 'latency',
  audioEndToEndDelayMs: 'audioLatency',
  roundTripMs: 'roundTripTime',
  probeRoundTripMs: 'roundTripTime',
  probeLossFraction: 'packetLoss',
  videoLossFraction: 'packetLoss',
  videoReceiveBps: 'videoBitrate',
  audioReceiveBps: 'audioBitrate',
  decodeFps: 'frameRate',
  videoHeight: 'pictureHeight',
};
/** Figures that only grow from the join on: the last value says most. */
const GROWING: ReadonlySet<SdkFigureId> = new Set([
  'videoFreezeS',
  'audioFreezeS',
  'videoLossSinceJoinFraction',
  'audioLossSinceJoinFraction',
]);
const QUALITIES: ReadonlySet<SdkFigureId> = new Set(['uplinkQuality', 'downlinkQuality']);

/** Returns a row per figure that any participant's SDK reported. */
export function sdkRows(records: readonly SdkRecord[], viewers: readonly ViewerResult[]): SdkRow[] {
  const ids = (Object.keys(SDK_FIGURES) as SdkFigureId[]).filter((id) =>
    records.some(({ figures }) => figures[id] !== undefined),
  );
  return ids.map((id) => ({
    label: SDK_FIGURE_WORDS[id],
    source: SDK_FIGURES[id],
    ...(GROWING.has(id) && { note: SDK_WORDS.sinceJoin }),
    ...(id.startsWith('probe') && { note: SDK_WORDS.beforeTake }),
    cells: records.map(({ participant, figures }) => {
      const span = figures[id];
      const viewer = viewers.find((each) => each.id === participant);
      return { reported: span && spanText(id, span), beside: [...worst(id, span), ...measured(id, viewer)] };
    }),
  }));
}

function spanText(id: SdkFigureId, { p50, last }: SdkSpan): Text {
  return figureText(id, GROWING.has(id) ? last : p50);
}

function figureText(id: SdkFigureId, value: number): Text {
  if (QUALITIES.has(id)) return QUALITY_WORDS[Math.round(value)] ?? plain(String(value));
  if (id === 'probeQuality') return plain(String(value));
  if (id === 'videoHeight') return plain(formatQuantity(value, 'px'));
  if (id.endsWith('Ms')) return plain(formatQuantity(value, 'ms'));
  if (id.endsWith('Fraction')) return plain(formatQuantity(value, 'fraction'));
  if (id.endsWith('Bps')) return plain(formatQuantity(value, 'bps'));
  if (id.endsWith('Fps')) return plain(formatQuantity(value, 'fps'));
  return plain(`${value.toFixed(1)} s`);
}

/** Returns the worst value of a grade, which the median hides. */
function worst(id: SdkFigureId, span: SdkSpan | undefined): Text[] {
  if (span === undefined || !QUALITIES.has(id) || span.max === span.p50) return [];
  return [fill(SDK_WORDS.worst, { value: figureText(id, span.max) })];
}

function measured(id: SdkFigureId, viewer: ViewerResult | undefined): Text[] {
  const metric = OURS[id];
  const value = metric === undefined ? undefined : viewer?.metrics[metric];
  if (value === undefined || value.type === 'no-data') return [];
  const number = value.type === 'value' ? value.value : value.p50;
  return [fill(SDK_WORDS.measured, { value: formatQuantity(number, value.unit) })];
}
