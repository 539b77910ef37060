import type { Bound } from '../model/scenario/budget.ts';

export const atMost = (limit: number): Bound => ({ comparison: '<=', limit });
export const atLeast = (limit: number): Bound => ({ comparison: '>=', limit });
