import { describe, expect, it } from 'vitest';
import { NackGenerator } from '../../../src/sfu/nack/nack-generator.ts';

describe('MissingPackets', () => {
  it('asks for a hole once it is too old to be reordering', () => {
    const missing = new NackGenerator();
    missing.received(100, 0);
    missing.received(103, 5);
    expect(missing.takeDue(10)).toEqual([]);
    expect(missing.takeDue(15)).toEqual([101, 102]);
  });

  it('does not ask for what came late by itself', () => {
    const missing = new NackGenerator();
    missing.received(100, 0);
    missing.received(102, 0);
    expect(missing.received(101, 8)).toBe(true);
    expect(missing.takeDue(50)).toEqual([]);
  });

  it('asks again after a round trip, as measured from request to repair', () => {
    const missing = new NackGenerator();
    missing.received(1, 0);
    missing.received(3, 0);
    expect(missing.takeDue(20)).toEqual([2]);
    expect(missing.takeDue(119)).toEqual([]); // 100 ms until anything was measured
    expect(missing.takeDue(120)).toEqual([2]);
    missing.recovered(2, 130);
    expect(missing.roundTripMs).toBe(100); // asked twice: which request was answered is not known
    missing.received(5, 1000);
    expect(missing.takeDue(1010)).toEqual([4]);
    expect(missing.recovered(4, 1030)).toBe(true);
    expect(missing.roundTripMs).toBe(100 + (20 - 100) / 8);
  });

  it('gives up after ten requests', () => {
    const missing = new NackGenerator();
    missing.received(1, 0);
    missing.received(3, 0);
    let requests = 0;
    for (let nowMs = 0; nowMs < 1990; nowMs += 10) requests += missing.takeDue(nowMs).length;
    expect(requests).toBe(10);
    expect(missing.recovered(2, 1990)).toBe(false);
  });

  it('knows duplicates', () => {
    const missing = new NackGenerator();
    expect(missing.received(1, 0)).toBe(true);
    expect(missing.received(1, 0)).toBe(false);
    missing.received(3, 0);
    expect(missing.recovered(2, 5)).toBe(true);
    expect(missing.received(2, 9)).toBe(false);
  });

  it('asks for nothing of a hole wider than 500, and counts all of it', () => {
    const missing = new NackGenerator();
    missing.received(1, 0);
    missing.received(4, 0);
    missing.received(60_000, 0);
    expect(missing.takeDue(100)).toEqual([]);
    expect(missing.takeCount()).toBe(2 + 59_995);
    expect(missing.takeCount()).toBe(0);
  });

  it('forgets nothing that was missing when the numbers begin anew', () => {
    const missing = new NackGenerator();
    missing.received(1, 0);
    missing.received(4, 0);
    missing.restart();
    missing.received(70_000, 10);
    expect(missing.takeDue(100)).toEqual([]);
    expect(missing.takeCount()).toBe(2);
  });

  it('keeps a thousand at most, the newest, and counts the others as lost', () => {
    const missing = new NackGenerator();
    for (let sequence = 0; sequence <= 2000; sequence += 500) missing.received(sequence, 0);
    const due = missing.takeDue(20);
    expect(due).toHaveLength(1000);
    expect(due.at(-1)).toBe(1999);
    expect(missing.takeCount()).toBe(4 * 499);
  });

  it('counts what is not repaired, each packet once', () => {
    const missing = new NackGenerator();
    missing.received(1, 0);
    missing.received(5, 0);
    missing.takeDue(20);
    missing.recovered(2, 100);
    expect(missing.takeCount()).toBe(2);
    expect(missing.takeCount()).toBe(0);
  });
});
