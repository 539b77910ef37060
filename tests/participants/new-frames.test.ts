import { describe, expect, it } from 'vitest';
import { NewFrames } from '../../src/participants/new-frames.ts';

describe('new frames', () => {
  it('counts a picture once, however often it is shown in a sample', () => {
    expect(new NewFrames().add([5, 5, 6, 6, 7])).toEqual([0, 2, 4]);
  });

  it('counts nothing where a picture stands still since an earlier sample: a decoder that stalled is not live', () => {
    const frames = new NewFrames();
    frames.add([5, 6]);
    expect(frames.add([6, 6, 6])).toEqual([]);
    expect(frames.add([])).toEqual([]);
    expect(frames.add([6, 7])).toEqual([1]);
  });

  it('remembers a picture that stands still for an hour', () => {
    const frames = new NewFrames();
    frames.add([6]);
    for (let second = 0; second < 3600; second++) expect(frames.add(Array.from({ length: 30 }, () => 6))).toEqual([]);
  });

  it('counts frames again once the numbers have wrapped around, and keeps no more than it needs', () => {
    const frames = new NewFrames();
    for (let from = 0; from < 6000; from += 30) frames.add(Array.from({ length: 30 }, (_, i) => from + i));
    expect(frames.add([0, 1, 5999])).toEqual([0, 1]);
  });
});
