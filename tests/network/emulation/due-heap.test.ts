import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/lib/random.ts';
import { DueHeap } from '../../../src/network/emulation/due-heap.ts';

describe('DueHeap', () => {
  it('returns slots by due time, equal times in the order they were pushed', () => {
    const random = createRandom(1);
    const heap = new DueHeap(1000);
    const pushed = Array.from({ length: 1000 }, (_, slot) => ({ slot, dueMs: Math.floor(random() * 50) }));
    for (const { slot, dueMs } of pushed) heap.push(slot, dueMs);
    // The expected order is a stable sort of the pushed slots.
    const expected = pushed.toSorted((a, b) => a.dueMs - b.dueMs).map(({ slot }) => slot);
    expect(Array.from({ length: 1000 }, () => heap.pop())).toEqual(expected);
    expect([heap.size, heap.firstDueMs]).toEqual([0, Number.POSITIVE_INFINITY]);
  });

  it('stays in order while packets come and go', () => {
    const random = createRandom(2);
    const heap = new DueHeap(64);
    const free = Array.from({ length: 64 }, (_, slot) => slot);
    const due = new Map<number, number>();
    for (let step = 0; step < 20_000; step++) {
      const slot = random() < 0.5 ? free.pop() : undefined;
      if (slot !== undefined) {
        due.set(slot, random() * 100);
        heap.push(slot, due.get(slot) ?? 0);
      } else if (heap.size > 0) {
        expect(heap.firstDueMs).toBe(Math.min(...due.values()));
        const popped = heap.pop();
        expect(due.get(popped)).toBe(Math.min(...due.values()));
        due.delete(popped);
        free.push(popped);
      }
    }
  });
});
