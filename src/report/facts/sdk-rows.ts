import type { SdkRecord, SdkSpan } from '../../model/recording/sdk-record.ts';
import type { MetricId } from '../../model/result/metric.ts';
import type { ViewerResult } from '../../model/result/result.ts';
import { SDK_FIGURES, type SdkFigureId } from '../../model/result/sdk-figures.ts';
import { QUALITY_WORDS, SDK_FIGURE_WORDS, SDK_WORDS } from '../messages/transport-words.ts';
import { fill, plain, type Text } from '../messages/words.ts';
import { formatQuantity } from '../text/format.ts';

export interface SdkCell {
  /** Undefined where the SDK said nothing. */
  readonly said: Text | undefined;
  /** Beside it, in small: what was measured here, the worst of it. */
  readonly beside: readonly Text[];
}

export interface SdkRow {
  readonly label: Text;
  readonly source: 'server' | 'browser';
  readonly note?: Text;
  /** In the order of the records. */
  readonly cells: readonly SdkCell[];
}

/** The metric of ours that means the same, or nearly. */
const OURS: Readonly<Partial<Record<SdkFigureId, MetricId>>> = {
  videoEndToEndDelayMs: 'latency',
  audioEndToEndDelayMs: 'audioLatency',
  roundTripMs: 'roundTripTime',
  videoLossFraction: 'packetLoss',
  videoReceiveBps: 'videoBitrate',
  audioReceiveBps: 'audioBitrate',
  decodeFps: 'frameRate',
  videoHeight: 'pictureHeight',
};
/** Those that only grow from the join on: the last says most. */
const GROWING: ReadonlySet<SdkFigureId> = new Set([
  'videoFreezeS',
  'audioFreezeS',
  'videoLossSinceJoinFraction',
  'audioLossSinceJoinFraction',
]);
const QUALITIES: ReadonlySet<SdkFigureId> = new Set(['uplinkQuality', 'downlinkQuality']);

/** A row for each figure that anybody's SDK told of. */
export function sdkRows(records: readonly SdkRecord[], viewers: readonly ViewerResult[]): SdkRow[] {
  const ids = (Object.keys(SDK_FIGURES) as SdkFigureId[]).filter((id) =>
    records.some(({ figures }) => figures[id] !== undefined),
  );
  return ids.map((id) => ({
    label: SDK_FIGURE_WORDS[id],
    source: SDK_FIGURES[id],
    ...(GROWING.has(id) && { note: SDK_WORDS.sinceJoin }),
    cells: records.map(({ participant, figures }) => {
      const span = figures[id];
      const viewer = viewers.find((each) => each.id === participant);
      return { said: span && saidText(id, span), beside: [...worst(id, span), ...measured(id, viewer)] };
    }),
  }));
}

function saidText(id: SdkFigureId, { p50, last }: SdkSpan): Text {
  return figureText(id, GROWING.has(id) ? last : p50);
}

function figureText(id: SdkFigureId, value: number): Text {
  if (QUALITIES.has(id)) return QUALITY_WORDS[Math.round(value)] ?? plain(String(value));
  if (id === 'videoHeight') return plain(formatQuantity(value, 'px'));
  if (id.endsWith('Ms')) return plain(formatQuantity(value, 'ms'));
  if (id.endsWith('Fraction')) return plain(formatQuantity(value, 'fraction'));
  if (id.endsWith('Bps')) return plain(formatQuantity(value, 'bps'));
  if (id.endsWith('Fps')) return plain(formatQuantity(value, 'fps'));
  return plain(`${value.toFixed(1)} s`);
}

/** Of a grade the worst counts, and is not in the median. */
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
