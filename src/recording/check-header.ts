type Check = (value: unknown) => boolean;
type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isString: Check = (value) => typeof value === 'string';
const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const isAboveZero: Check = (value) => isNumber(value) && Number(value) > 0;
const isNumberOrMissing: Check = (value) => value === undefined || isNumber(value);
const isListOf =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) =>
    Array.isArray(value) && value.every((item) => isObject(item) && hasAll(item, checks));
const hasAll = (item: Fields, checks: Readonly<Record<string, Check>>) =>
  Object.entries(checks).every(([key, check]) => check(item[key]));
const isSegment: Check = (value) => isObject(value) && isObject(value.out) && isObject(value.back);
const isBound: Check = (value) => isObject(value) && isString(value.comparison) && isNumber(value.limit);
const isBudgetSet: Check = (value) => isObject(value) && Object.values(value).every(isListOf(BUDGET));
const BUDGET = { metric: isString, statistic: isString, unit: isString, ready: isBound };

/** Checks by the field's path of what the measuring of a take relies on. */
const CHECKS: readonly (readonly [path: string, check: Check])[] = [
  ['schemaVersion', isNumber],
  ['realAtMs', isNumberOrMissing],
  ['tool', (tool) => isObject(tool) && isString(tool.name) && isString(tool.version)],
  ['take.seed', isNumber],
  ['take.viewers', isListOf({ id: isString, region: isString })],
  ['take.scenario.name', isString],
  ['take.scenario.durationMs', isAboveZero],
  ['take.scenario.broadcast.transport', (value) => isString(value) || isObject(value)],
  ['take.scenario.broadcast.source', isObject],
  ['take.scenario.broadcast.video.fps', isAboveZero],
  ['take.scenario.broadcast.video.bitrateBps', isAboveZero],
  ['take.scenario.broadcast.video.width', isAboveZero],
  ['take.scenario.broadcast.video.height', isAboveZero],
  ['take.scenario.broadcast.audio.bitrateBps', isNumber],
  ['take.scenario.broadcast.firstMile', isSegment],
  ['take.scenario.regions', isListOf({ id: isString, label: isString, haul: isSegment, access: isSegment })],
  ['take.scenario.budgets', isBudgetSet],
  ['topology.links', isListOf({ id: isString, segment: isString, profile: isObject })],
  ['topology.routes', isListOf({ from: isString, to: isString, links: Array.isArray })],
];

/** Returns the path of the first field that a recording's header lacks, or that holds something else; undefined if it is whole. */
export function headerFault(header: Fields): string | undefined {
  return CHECKS.find(([path, check]) => !check(valueAt(header, path)))?.[0];
}

function valueAt(header: Fields, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), header);
}
