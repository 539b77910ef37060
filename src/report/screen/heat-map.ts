import { LATENCY_STAGES, stageMetricId } from '../../model/result/latency-stages.ts';
import type { Statistic, Unit } from '../../model/result/metric.ts';
import type { Result, ScenarioSummary, TakeResult } from '../../model/result/result.ts';
import type { Verdict, VerdictOutcome } from '../../model/result/verdict.ts';
import { baseTakes, countedTakes, mostViewers, shownVerdicts } from '../facts/takes.ts';
import { SCREEN_WORDS } from '../messages/screen-words.ts';
import type { Text } from '../messages/words.ts';
import { usedShare } from './bounds-text.ts';

/** One column of the first screen's table: several metrics that a viewer notices as one thing. */
interface Group {
  readonly id: string;
  readonly name: Text;
  /** The first that was measured stands for the group unless another did worse. */
  readonly metrics: readonly string[];
}

const GROUPS: readonly Group[] = [
  { id: 'first-frame', name: SCREEN_WORDS.firstFrame, metrics: ['firstFrame', 'joinFailures', 'joinTime'] },
  {
    id: 'latency',
    name: SCREEN_WORDS.latency,
    metrics: ['latency', 'roundTripTime', 'bufferDelay', ...LATENCY_STAGES.map(stageMetricId)],
  },
  {
    id: 'stutter',
    name: SCREEN_WORDS.stutter,
    metrics: [
      ...['stutterRate', 'frameRate', 'freezeRate', 'freezeCount', 'longestFreeze', 'goodMinutes', 'frameLoss'],
      ...['stutterRate200', 'stutterRate600', 'frameUnevenness', 'recoveryTime', 'networkFrameLoss'],
    ],
  },
  {
    id: 'sound',
    name: SCREEN_WORDS.sound,
    metrics: [
      ...['audioStutterRate', 'audioConcealment', 'audioLatency', 'audioLead', 'audioLag', 'longestAudioGap'],
      ...['audioGapCount', 'audioScore', 'avOffset'],
    ],
  },
  {
    id: 'clarity',
    name: SCREEN_WORDS.clarity,
    metrics: ['clarity', 'videoScore', 'clarityPsnr', 'pictureHeight'],
  },
];
const OTHER: Group = { id: 'other', name: SCREEN_WORDS.other, metrics: [] };

/** Outcomes of budgets, worst first. */
const WORST_FIRST: readonly VerdictOutcome[] = ['fail', 'no-data', 'uncertain', 'warn', 'pass'];

/** One region's cell in one group: the verdict that decides it, or a number without a limit, or nothing. */
export interface HeatCell {
  readonly group: string;
  readonly metric: string;
  /** Whether the metric is the one that the column is named after. */
  readonly isLead: boolean;
  readonly outcome?: VerdictOutcome;
  readonly verdict?: Verdict;
  readonly measured?: { readonly statistic: Statistic; readonly value: number; readonly unit: Unit };
}

/** Number of a cell in the rehearsal before this one, and in this one. */
export interface CellBefore {
  readonly value: number;
  readonly now: number;
  readonly unit: Unit;
}

/** Returns the number last time of the verdict that decides a cell; undefined if either has none. */
export function cellBefore(
  { earlier }: Pick<Result, 'earlier'>,
  { verdict }: Pick<HeatCell, 'verdict'>,
): CellBefore | undefined {
  if (verdict === undefined) return undefined;
  const number = earlier?.numbers.find(
    ({ region, metric, statistic }) =>
      region === verdict.region && metric === verdict.metric && statistic === verdict.statistic,
  );
  if (number?.before === undefined || number.now === undefined) return undefined;
  return { value: number.before, now: number.now, unit: number.unit };
}

export interface HeatRow {
  readonly region: ScenarioSummary['regions'][number];
  /** Worst outcome of all its budgets; undefined without any. */
  readonly outcome: VerdictOutcome | undefined;
  readonly cells: readonly HeatCell[];
  /** Share of the room up to a limit that the number nearest to its own uses. */
  readonly used: number;
  /** Views that the numbers are the worst of, in all takes together. */
  readonly views: number;
  /** Viewers of a take: more than the region's, where some left and others came. */
  readonly viewers: number;
  readonly takes: number;
}

export interface HeatMap {
  readonly groups: readonly Pick<Group, 'id' | 'name'>[];
  readonly rows: readonly HeatRow[];
  /** False where no take is valid: numbers without outcomes. */
  readonly isJudged: boolean;
}

/** Returns what each region got, worst region first. No budget is left out: what fits no group stands under "other". */
export function heatMap(result: Result): HeatMap {
  const { verdicts, isJudged } = shownVerdicts(result);
  const known = GROUPS.flatMap(({ metrics }) => metrics);
  const others = [...new Set(verdicts.map(({ metric }) => metric))].filter((metric) => !known.includes(metric));
  const groups = others.length === 0 ? GROUPS : [...GROUPS, { ...OTHER, metrics: others }];
  const takes = countedTakes(baseTakes(result.takes));
  const rows = result.scenario.regions.map((region): HeatRow => {
    const own = verdicts.filter((verdict) => verdict.region === region.id);
    return {
      region,
      outcome: worstOf(own),
      used: Math.max(0, ...own.map((verdict) => usedShare(verdict, result.scenario) ?? 0)),
      cells: groups.map((group) => cellOf(group, own, takes, region.id, isJudged, result)),
      views: takes.reduce((sum, { viewers }) => sum + viewers.filter((each) => each.region === region.id).length, 0),
      viewers: mostViewers(takes, region.id),
      takes: takes.length,
    };
  });
  return { groups, rows: isJudged ? rows.toSorted(byOutcome) : rows, isJudged };
}

/** Returns the scenario's regions, worst first; as they are where nothing is judged. */
export function worstFirst(result: Result): readonly HeatRow['region'][] {
  return heatMap(result).rows.map(({ region }) => region);
}

/** Returns the worst outcome among verdicts; undefined without any. */
export function worstOf(verdicts: readonly Verdict[]): VerdictOutcome | undefined {
  return WORST_FIRST.find((outcome) => verdicts.some((verdict) => verdict.outcome === outcome));
}

/** Orders by the worst outcome, then by how many cells share it, then by the number nearest to its limit. */
function byOutcome(a: HeatRow, b: HeatRow): number {
  const place = ({ outcome }: HeatRow) => (outcome === undefined ? WORST_FIRST.length : WORST_FIRST.indexOf(outcome));
  const count = ({ outcome, cells }: HeatRow) => cells.filter((cell) => cell.outcome === outcome).length;
  return place(a) - place(b) || count(b) - count(a) || b.used - a.used;
}

function cellOf(
  { id, metrics }: Group,
  verdicts: readonly Verdict[],
  takes: readonly TakeResult[],
  region: string,
  isJudged: boolean,
  result: Result,
): HeatCell {
  const own = verdicts
    .filter(({ metric }) => metrics.includes(metric))
    .toSorted((a, b) => metrics.indexOf(a.metric) - metrics.indexOf(b.metric));
  const outcome = worstOf(own);
  const verdict = own.find((each) => each.outcome === outcome);
  if (verdict !== undefined && outcome !== undefined)
    return {
      group: id,
      metric: verdict.metric,
      isLead: verdict.metric === metrics[0] && id !== OTHER.id,
      verdict,
      ...(isJudged && { outcome }),
    };
  const cell = measuredCell(metrics, takes, region, result);
  return { group: id, isLead: cell.metric === metrics[0], ...cell };
}

function measuredCell(
  metrics: readonly string[],
  takes: readonly TakeResult[],
  region: string,
  { metrics: infos }: Result,
): Omit<HeatCell, 'group' | 'isLead'> {
  for (const metric of metrics) {
    const info = infos.find(({ id }) => id === metric);
    if (info === undefined) continue;
    const values = takes
      .flatMap(({ viewers }) => viewers.filter((viewer) => viewer.region === region))
      .map((viewer) => viewer.metrics[metric]);
    const numbers = values.flatMap((value) =>
      value?.type === 'value' ? [value.value] : value?.type === 'distribution' ? [value.p95] : [],
    );
    // A viewer without the number is not passed over: then there is no worst value.
    if (numbers.length === 0 || numbers.length < values.length) continue;
    const value = info.better === 'higher' ? Math.min(...numbers) : Math.max(...numbers);
    const statistic = info.shape === 'distribution' ? 'p95' : 'value';
    return { metric, measured: { statistic, value, unit: info.unit } };
  }
  return { metric: metrics[0] ?? '' };
}
