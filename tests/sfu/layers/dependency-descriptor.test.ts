import { describe, expect, it } from 'vitest';
import {
  DependencyDescriptorReader,
  isSubsetOf,
  withFrameNumber,
} from '../../../src/sfu/layers/dependency-descriptor.ts';
import { RECORDED, readAll } from './recorded-descriptors.ts';

const letters = (dtis: readonly number[] | undefined) => dtis?.map((dti) => '-DSR'[dti]).join('');

describe('DependencyDescriptorReader on Chromium’s descriptors', () => {
  it('reads the structure of two spatial layers with three frame rates, each decodable by itself after a keyframe', () => {
    const [key] = readAll(RECORDED.vp9Spatial);
    expect(key?.structure.targets).toEqual(
      [0, 1].flatMap((spatialId) => [0, 1, 2].map((temporalId) => ({ spatialId, temporalId }))),
    );
    expect(key?.structure.templates.map(({ dtis }) => letters(dtis))).toEqual([
      'SSSSSS',
      'SSS---',
      '-DS---',
      '--D---',
      '--D---',
      '---SSS',
      '---SSS',
      '----DS',
      '-----D',
      '-----D',
    ]);
    expect(key?.structure.chains).toBe(2);
    expect(key?.activeTargets).toBe(0b11_1111);
  });

  it('reads the frame number and layer of each packet', () => {
    const read = readAll(RECORDED.vp9Spatial).map((one) => one && { ...one, structure: 0, dtis: letters(one.dtis) });
    expect(read[0]).toMatchObject({
      frameNumber: 1,
      startOfFrame: true,
      endOfFrame: false,
      spatialId: 0,
      dtis: 'SSSSSS',
    });
    expect(read[1]).toMatchObject({ frameNumber: 16, endOfFrame: true, spatialId: 1, temporalId: 0, dtis: '---SSS' });
    expect(read[2]).toMatchObject({ frameNumber: 17, startOfFrame: true, spatialId: 0, temporalId: 2, dtis: '--D---' });
    expect(read[5]).toMatchObject({ frameNumber: 18, endOfFrame: true, spatialId: 1, temporalId: 2, dtis: '-----D' });
  });

  it('reads temporal layers of every codec', () => {
    const temporal = (hexes: readonly string[]) => readAll(hexes).map((one) => one?.temporalId);
    expect(temporal(RECORDED.vp9Temporal)).toEqual([0, 0, 2, 2, 1]);
    expect(temporal(RECORDED.vp8Temporal)).toEqual([0, 0, 2, 2]);
    expect(temporal(RECORDED.h264Temporal)).toEqual([0, 0, 1, 0]);
    expect(temporal(RECORDED.vp8Simulcast)).toEqual([0, 0]);
  });

  it('returns nothing before a structure, or for truncated bytes', () => {
    const reader = new DependencyDescriptorReader();
    expect(reader.read(Buffer.from('830011', 'hex'))).toBeUndefined();
    expect(reader.read(Buffer.from(RECORDED.vp9Spatial[0].slice(0, 20), 'hex'))).toBeUndefined();
    expect(reader.read(Buffer.alloc(0))).toBeUndefined();
  });

  it('tells which layer is part of which', () => {
    const structure = readAll(RECORDED.vp9Spatial)[0]?.structure;
    if (structure === undefined) throw new Error('not read');
    expect(isSubsetOf(structure, 0, 2)).toBe(true);
    expect(isSubsetOf(structure, 2, 0)).toBe(false);
    // After a keyframe the small picture is no part of the large one.
    expect(isSubsetOf(structure, 2, 5)).toBe(false);
  });

  it('writes another frame number, across the wrap, and changes nothing else', () => {
    const bytes = Buffer.from('830011aabb', 'hex');
    expect(withFrameNumber(bytes, 0x1_0005).toString('hex')).toBe('830005aabb');
    expect(bytes.toString('hex')).toBe('830011aabb');
  });
});
