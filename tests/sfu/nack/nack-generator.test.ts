import { describe, expect, it } from 'vitest';
import { NackGenerator } from '../../../src/sfu/nack/nack-generator.ts';

describe('NackGenerator', () => {
  it('requests a gap once it is too old to be reordering', () => {
    const generator = new NackGenerator();
    generator.received(100, 0);
    generator.received(103, 5);
    expect(generator.takeDue(10)).toEqual([]);
    expect(generator.takeDue(15)).toEqual([101, 102]);
  });

  it('does not request a packet that arrives late by itself', () => {
    const generator = new NackGenerator();
    generator.received(100, 0);
    generator.received(102, 0);
    expect(generator.received(101, 8)).toBe(true);
    expect(generator.takeDue(50)).toEqual([]);
  });

  it('repeats a request after a round trip, measured from request to retransmission', () => {
    const generator = new NackGenerator();
    generator.received(1, 0);
    generator.received(3, 0);
    expect(generator.takeDue(20)).toEqual([2]);
    expect(generator.takeDue(119)).toEqual([]); // 100 ms until measured
    expect(generator.takeDue(120)).toEqual([2]);
    generator.recovered(2, 130);
    expect(generator.roundTripMs).toBe(100); // requested twice: unknown which request was answered
    generator.received(5, 1000);
    expect(generator.takeDue(1010)).toEqual([4]);
    expect(generator.recovered(4, 1030)).toBe(true);
    expect(generator.roundTripMs).toBe(100 + (20 - 100) / 8);
  });

  it('gives up after ten requests', () => {
    const generator = new NackGenerator();
    generator.received(1, 0);
    generator.received(3, 0);
    let requests = 0;
    for (let nowMs = 0; nowMs < 1990; nowMs += 10) requests += generator.takeDue(nowMs).length;
    expect(requests).toBe(10);
    expect(generator.recovered(2, 1990)).toBe(false);
  });

  it('recognizes duplicates', () => {
    const generator = new NackGenerator();
    expect(generator.received(1, 0)).toBe(true);
    expect(generator.received(1, 0)).toBe(false);
    generator.received(3, 0);
    expect(generator.recovered(2, 5)).toBe(true);
    expect(generator.received(2, 9)).toBe(false);
  });

  it('requests nothing of a gap wider than 500, and counts all of it', () => {
    const generator = new NackGenerator();
    generator.received(1, 0);
    generator.received(4, 0);
    generator.received(60_000, 0);
    expect(generator.takeDue(100)).toEqual([]);
    expect(generator.takeCount()).toBe(2 + 59_995);
    expect(generator.takeCount()).toBe(0);
  });

  it('keeps the count of missing packets when the numbering restarts', () => {
    const generator = new NackGenerator();
    generator.received(1, 0);
    generator.received(4, 0);
    generator.restart();
    generator.received(70_000, 10);
    expect(generator.takeDue(100)).toEqual([]);
    expect(generator.takeCount()).toBe(2);
  });

  it('keeps the newest thousand at most, and counts the others as lost', () => {
    const generator = new NackGenerator();
    for (let sequence = 0; sequence <= 2000; sequence += 500) {
      generator.received(sequence, 0);
      generator.takeDue(0);
    }
    const due = generator.takeDue(20);
    expect(due).toHaveLength(1000);
    expect(due.at(-1)).toBe(1999);
    expect(generator.takeCount()).toBe(4 * 499);
  });

  it('takes what is missing for an outage once a thousand are, from one request to the next', () => {
    const generator = new NackGenerator();
    for (const sequence of [0, 500, 1000, 1500]) generator.received(sequence, 0);
    expect(generator.received(1501, 0)).toBe(true);
    expect(generator.received(1501, 0)).toBe(false);
    expect(generator.takeDue(20)).toEqual([]);
    expect(generator.takeCount()).toBe(3 * 499);
    generator.received(1503, 30);
    expect(generator.takeDue(45)).toEqual([1502]);
  });

  it('counts each unrecovered packet once', () => {
    const generator = new NackGenerator();
    generator.received(1, 0);
    generator.received(5, 0);
    generator.takeDue(20);
    generator.recovered(2, 100);
    expect(generator.takeCount()).toBe(2);
    expect(generator.takeCount()).toBe(0);
  });
});
