import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../../../src/scenario/catalog/load-catalog.ts';
import { regionHint } from '../../../src/scenario/catalog/name-hint.ts';
import { keyHint, keyPlaces } from '../../../src/scenario/reading/key-hint.ts';
import { metricHint } from '../../../src/scenario/reading/metric-hint.ts';
import { scenarioSchema } from '../../../src/scenario/schema/scenario.ts';
import { vocabulary } from '../../../src/verdict/vocabulary.ts';

const catalog = await loadCatalog();
const places = keyPlaces(scenarioSchema);
const top = Object.keys(scenarioSchema.shape);

describe('an unknown name is answered with the one that was meant', () => {
  test.each([
    ['transport', 'transport` belongs in `broadcast`'],
    ['video', 'video` belongs in `broadcast`'],
    ['viewers', 'did you mean `regions`?'],
    ['bitrate', '`broadcast.video` or'],
    ['regoins', 'did you mean `regions`?'],
  ])('a key at the top: %s', (key, hint) => {
    expect(keyHint(key, top, places)).toContain(hint);
  });

  test.each([
    ['bandwidth', ['rtt', 'down', 'up'], '`down` and `up`'],
    ['bandwidth', ['rtt', 'out', 'back'], '`out` and `back`'],
    ['layers', ['codec', 'simulcast'], '`simulcast`'],
    ['frame_rate', ['codec', 'fps'], '`fps`'],
    ['whip', ['publish', 'watch'], '`publish`'],
  ])('a key of other tools: %s', (key, known, hint) => {
    expect(keyHint(key, known)).toBe(`did you mean ${hint}?`);
  });

  test('nothing is made up for a key that is nowhere', () => {
    expect(keyHint('horoscope', top, places)).toBeUndefined();
    expect(keyHint('constructor', top, places)).toBeUndefined();
  });

  test.each([
    ['us-la', 'na-west'],
    ['us-ny', 'na-east'],
    ['id-jkt', 'sea-id'],
    ['jakar', 'sea-id'],
    ['malaysia-kl', 'sea-my'],
  ])('a region: %s is %s', (name, id) => {
    expect(regionHint(name, catalog)).toContain(`did you mean \`${id}\``);
  });

  test('a region by a word is one that has the word, not one with its letters in another: us is not in Australia', () => {
    const hint = regionHint('us', catalog);
    expect(hint).toMatch(/`na-west`, .*`na-east`/);
    expect(hint).not.toContain('Australia');
  });

  test.each([
    ['Jakata', 'Jakarta'],
    ['雅佳达', '雅加达'],
  ])('a place with a typo: %s is %s', (name, place) => {
    expect(regionHint(name, catalog)).toBe(`did you mean \`${place}\`?`);
  });

  test('a region that is nowhere gets no hint', () => {
    expect(regionHint('atlantis', catalog)).toBeUndefined();
  });

  test.each([
    ['psnr', 'clarityPsnr'],
    ['卡顿率', 'stutterRate'],
    ['首帧', 'firstFrame'],
    ['延迟', 'latency'],
    ['丢包率', 'packetLoss'],
    ['清晰度', 'clarity'],
    ['fps', 'frameRate'],
    ['Stutter rate', 'stutterRate'],
    ['stuterRate', 'stutterRate'],
  ])('a metric: %s is %s', (name, id) => {
    expect(metricHint(name, vocabulary.metrics)).toBe(`did you mean \`${id}\`?`);
  });
});
