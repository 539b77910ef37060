import type { Unit } from '../../../model/result/metric.ts';
import type { Observed } from '../causes/cause.ts';

/** Returns by how much a number is above its value in quiet time; the whole of it where there was no quiet time to compare with. */
export function moreThanUsual(value: number, usual: number | undefined): number {
  return usual === undefined ? value : value - usual;
}

/** Returns a number as it is reported: without its usual value where there was no quiet time. */
export function observedWith(value: number, usual: number | undefined, unit: Unit): Observed {
  return { value, unit, ...(usual !== undefined && { usual }) };
}
