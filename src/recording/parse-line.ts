import type { RecordLine } from '../model/recording/recording.ts';
import { headerFault } from './check-header.ts';
import { createLineUnpacker, SHAPE } from './compact/unpack-lines.ts';

export type ParsedLine =
  | { readonly type: 'line'; readonly line: RecordLine }
  /** Declares how later lines are to be read. */
  | { readonly type: 'shape' }
  /** Complete, but of a type unknown to this version: written by a newer one. */
  | { readonly type: 'unknown' }
  /** Not JSON, or lacks fields that its type requires. */
  | { readonly type: 'torn' };

/** Longest window, ms: a day and the quarter of it that may be made up for, with room. A longer one is damage, and would fill the memory. */
const MOST_WINDOW_MS = 2 * 24 * 3_600_000;

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isString = (value: unknown): value is string => typeof value === 'string';
const isNumberOrMissing = (value: unknown): boolean => value === undefined || isNumber(value);
/** Checks every number of the file, hence loops here and below: they take about half the time of `every`. */
const isNumbers = (value: unknown): value is readonly number[] => {
  if (!Array.isArray(value)) return false;
  for (const item of value) if (!isNumber(item)) return false;
  return true;
};
const isListOf =
  (check: (item: Fields) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every((item) => isObject(item) && check(item));

const areColumns = (first: unknown, ...others: readonly unknown[]): boolean => {
  if (!isNumbers(first)) return false;
  for (const column of others) if (!isNumbers(column) || column.length !== first.length) return false;
  return true;
};

/** Checks by line type of what metrics rely on. */
const CHECKS: Readonly<Record<RecordLine['type'], (line: Fields) => boolean>> = {
  header: (line) => headerFault(line) === undefined,
  environment: () => true,
  calibration: (line) =>
    isListOf(
      (path) =>
        isString(path.node) && isListOf((check) => isString(check.quantity) && isString(check.outcome))(path.checks),
    )(line.paths),
  event: (line) => isString(line.source) && isString(line.name),
  'frames-made': (line) =>
    isNumber(line.baseMs) &&
    areColumns(line.frame, line.madeMs, line.lateMs) &&
    (line.repeatedAt === undefined || isNumbers(line.repeatedAt)) &&
    isNumberOrMissing(line.clipFps),
  'frames-seen': (line) =>
    isString(line.viewer) &&
    isNumber(line.baseMs) &&
    isNumber(line.unreadable) &&
    isNumberOrMissing(line.timerLateP99Ms) &&
    isNumberOrMissing(line.timerLateMaxMs) &&
    (line.sizes === undefined || isListOf((size) => [size.at, size.width, size.height].every(isNumber))(line.sizes)) &&
    areColumns(line.frame, line.seenMs, line.latencyMs) &&
    areColumns(line.sampledAt ?? [], line.sampledRtpSteps ?? []),
  'frame-stamps': (line) =>
    isString(line.viewer) &&
    isNumber(line.baseMs) &&
    isNumber(line.incomplete) &&
    areColumns(line.rtpSteps, line.inMs, line.sendingMs, line.firstMileMs, line.originMs, line.pathMs),
  clarity: (line) =>
    isString(line.viewer) && isNumber(line.baseMs) && areColumns(line.frame, line.seenMs, line.ssim, line.psnrDb),
  picture: (line) =>
    isString(line.viewer) &&
    isString(line.why) &&
    [line.fromMs, line.toMs, line.frame, line.seenMs, line.latencyMs, line.ssim].every(isNumberOrMissing) &&
    (line.jpeg === undefined || isString(line.jpeg)),
  'sound-made': (line) => isNumber(line.baseMs) && areColumns(line.mark, line.madeMs),
  'sound-heard': (line) =>
    isString(line.viewer) &&
    isNumber(line.baseMs) &&
    areColumns(line.fromMs, line.toMs) &&
    areColumns(line.mark, line.markMs) &&
    areColumns(line.stereoFromMs ?? [], line.stereoToMs ?? []),
  stats: (line) => isString(line.participant) && isListOf(isStatsReport)(line.reports),
  sdk: (line) => isString(line.participant) && isObject(line.figures) && Object.values(line.figures).every(isNumber),
  host: (line) =>
    [
      ...[line.busyFraction, line.stealFraction, line.cpuPressureFraction, line.runnerLoopP99Ms],
      ...[line.timeDilationFactor, line.clockStoodStillMs],
    ].every(isNumberOrMissing),
  device: (line) =>
    isString(line.viewer) &&
    isNumber(line.throttledFraction) &&
    isNumberOrMissing(line.usedCores) &&
    isNumberOrMissing(line.cpuWorth),
  links: (line) => isListOf(isLinkSecond)(line.links) && isShaperSecond(line.shaper),
  origin: (line) => isNumber(line.loopP99Ms) && isListOf((viewer) => isString(viewer.viewer))(line.viewers),
  window: (line) =>
    isNumber(line.fromMs) &&
    isNumber(line.toMs) &&
    line.fromMs < line.toMs &&
    line.toMs - line.fromMs <= MOST_WINDOW_MS &&
    (line.spoiltSeconds === undefined ||
      (Array.isArray(line.spoiltSeconds) && line.spoiltSeconds.every((second) => Number.isInteger(second)))),
  end: (line) => line.reason === 'completed' || line.reason === 'interrupted' || line.reason === 'failed',
};

export interface LineParser {
  /** Parses a line; it must see all lines of a recording in order, but for those that may be left out. */
  parse(text: string | undefined): ParsedLine;
  /** Reads of a packed line, from its bytes alone, whom it is about and when; undefined where that takes parsing. */
  headOf(bytes: Buffer, from: number, to: number): { readonly participant: string; readonly atMs: number } | undefined;
}

/**
 * Creates a parser for the lines of a recording. It checks what metrics and validity rely on. `keptFields`: fields of packed lines
 * to keep, as in createLineUnpacker.
 */
export function createLineParser(keptFields?: Parameters<typeof createLineUnpacker>[0]): LineParser {
  const { headOf, unpack } = createLineUnpacker(keptFields);
  return {
    parse(text) {
      const value = text === undefined ? undefined : unpack(parseJson(text));
      return value === SHAPE ? { type: 'shape' } : checkLine(value);
    },
    headOf(bytes, from, to) {
      const head = headOf(bytes, from, to);
      const participant = head?.constants.viewer ?? head?.constants.participant;
      return head !== undefined && isString(participant) ? { participant, atMs: head.atMs } : undefined;
    },
  };
}

function checkLine(value: unknown): ParsedLine {
  if (!isObject(value) || !isString(value.type) || !isNumber(value.atMs)) return { type: 'torn' };
  if (!isKnownType(value.type)) return { type: 'unknown' };
  // Fields that nothing computes with are taken as written.
  return CHECKS[value.type](value) ? { type: 'line', line: value as unknown as RecordLine } : { type: 'torn' };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isKnownType(type: string): type is RecordLine['type'] {
  return Object.hasOwn(CHECKS, type);
}

function isStatsReport(report: Fields): boolean {
  return isString(report.id) && isString(report.type) && isNumber(report.timestamp);
}

function isLinkSecond(link: Fields): boolean {
  const counts = [link.inPackets, link.outPackets, link.lostRandom, link.lostBurst, link.lostQueue];
  if (!isString(link.link) || !counts.every(isNumber)) return false;
  // All else is a count, a rate or a time, and there is no less than none of any.
  for (const key in link) if (key !== 'link' && !(isNumber(link[key]) && link[key] >= 0)) return false;
  return true;
}

function isShaperSecond(shaper: unknown): boolean {
  return (
    isObject(shaper) &&
    [shaper.packets, shaper.unroutable].every(isNumber) &&
    [shaper.unaskedDrops, shaper.latenessP99Ms].every(isNumberOrMissing)
  );
}
