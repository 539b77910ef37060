import { describe, expect, it } from 'vitest';
import type { Metric } from '../../../src/metrics/metric.ts';
import { METRICS } from '../../../src/metrics/registry.ts';
import { invalidGroups } from '../../../src/report/facts/invalid-groups.ts';
import { NEXT_WORDS } from '../../../src/report/facts/next-command.ts';
import { html } from '../../../src/report/html/markup.ts';
import { CALIBRATION_WORDS } from '../../../src/report/messages/calibration-words.ts';
import { CHANGE_WORDS } from '../../../src/report/messages/comparison-words.ts';
import { DIAGNOSIS_WORDS, TRIAL_WORDS } from '../../../src/report/messages/diagnosis-words.ts';
import { ENCODER_WORDS, SKIP_WORDS } from '../../../src/report/messages/encoder-words.ts';
import { HISTORY_WORDS } from '../../../src/report/messages/history-words.ts';
import { INCIDENT_WORDS, SYMPTOM_WORDS } from '../../../src/report/messages/incident-words.ts';
import { invalidReasonText } from '../../../src/report/messages/invalid-words.ts';
import { JITTER_WORDS } from '../../../src/report/messages/jitter-words.ts';
import { LATENCY_WORDS, STAGE_WORDS } from '../../../src/report/messages/latency-words.ts';
import { MACHINE_WORDS } from '../../../src/report/messages/machine-words.ts';
import { metricSentence, uncertainSentence } from '../../../src/report/messages/metric-words.ts';
import { NETWORK_WORDS } from '../../../src/report/messages/network-words.ts';
import { PACE_WORDS } from '../../../src/report/messages/pace-words.ts';
import { RECOMMENDATION_WORDS } from '../../../src/report/messages/recommendation-words.ts';
import { SCREEN_WORDS } from '../../../src/report/messages/screen-words.ts';
import { TERMINAL_WORDS } from '../../../src/report/messages/terminal-words.ts';
import { TIMELINE_WORDS } from '../../../src/report/messages/timeline-words.ts';
import { SDK_WORDS, TRANSPORT_WORDS } from '../../../src/report/messages/transport-words.ts';
import { DEVICE_WORDS, FREEZE_WORDS, PICTURE_WORDS } from '../../../src/report/messages/viewer-words.ts';
import { fill, type Text, WORDS } from '../../../src/report/messages/words.ts';
import { quantityText } from '../../../src/report/text/format.ts';
import { NOT_SETTLED, SOUND_FOLLOWING } from '../../../src/verdict/judge-take.ts';
import { SIGNALS } from '../../../src/verdict/validity/registry.ts';
import { samplePages } from '../sample-pages.ts';

const slots = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([slot]) => slot).sort();

describe('texts in two languages', () => {
  const all: [string, Text][] = [
    ...[WORDS, NETWORK_WORDS, CALIBRATION_WORDS, TIMELINE_WORDS, TRANSPORT_WORDS, SDK_WORDS].flatMap(Object.entries),
    ...[ENCODER_WORDS, SKIP_WORDS, PICTURE_WORDS, DEVICE_WORDS, FREEZE_WORDS].flatMap(Object.entries),
    ...[CHANGE_WORDS, RECOMMENDATION_WORDS, PACE_WORDS, MACHINE_WORDS].flatMap(Object.entries),
    ...Object.entries(NEXT_WORDS),
    ...Object.values<Metric>(METRICS).flatMap(({ id, label, definition }): [string, Text][] => [
      [`label of ${id}`, label],
      [`definition of ${id}`, definition],
      [`sentence of ${id}`, metricSentence(id)],
    ]),
    ['an unknown error', uncertainSentence({})],
    ['a buffer that is not settled', uncertainSentence({ reason: NOT_SETTLED })],
    ['sound that follows its picture', uncertainSentence({ reason: SOUND_FOLLOWING })],
    ...[JITTER_WORDS, SCREEN_WORDS, HISTORY_WORDS, INCIDENT_WORDS, SYMPTOM_WORDS].flatMap(Object.entries),
    ...[LATENCY_WORDS, STAGE_WORDS, DIAGNOSIS_WORDS, TRIAL_WORDS, TERMINAL_WORDS].flatMap(Object.entries),
  ];

  it.each(all)('%s takes the same values in both', (_, { en, zh }) => {
    expect(zh).not.toBe('');
    expect(slots(zh)).toEqual(slots(en));
  });

  it.each(Object.values(SIGNALS).map(({ id }) => id))('has texts in both languages for signal %s', (id) => {
    const text = invalidReasonText({ signal: id, reason: 'the numbers', advice: 'do this' });
    expect(text.title.en).not.toBe('the numbers');
    expect(text.detail?.en).toBe('the numbers');
    expect(text.advice.en).toBe('do this');
    expect(text.advice.zh).toMatch(/\p{Script=Han}/u);
    expect(invalidReasonText({ signal: `${id}-before-window`, reason: 'the numbers', advice: '' }).title).toEqual(
      text.title,
    );
  });
});

it('shows a signal without a translation in its own words', () => {
  const text = invalidReasonText({ signal: 'constructor', reason: 'It broke.', advice: 'Mend it.' });
  expect(text).toEqual({ title: { en: 'It broke.', zh: 'It broke.' }, advice: { en: 'Mend it.', zh: 'Mend it.' } });
});

it('fills in a value once: what looks like a placeholder in a name stays text', () => {
  expect(fill({ en: '{a} {b}', zh: '{b}' }, { a: '{b}', b: 2 })).toEqual({ en: '{b} 2', zh: '2' });
});

it('names viewers by their regions, not by ids', () => {
  const named = { id: 'sea-id', label: 'Jakarta', labelZh: '雅加达' };
  const reason = 'In 3 of 10 measured seconds: at worst the decoder of sea-id-1 took 40 ms for a frame.';
  const textIn = (viewers: number) =>
    invalidReasonText({ signal: 'decoder-slow', reason, advice: '' }, [{ ...named, viewers }]).detail;
  expect(textIn(1)?.en).toContain('the decoder of Jakarta took 40 ms');
  expect(textIn(1)?.zh).toContain('雅加达解码一帧用了 40 ms');
  expect(textIn(2)?.zh).toContain('雅加达观众 1 解码一帧用了 40 ms');
});

it('takes a name for a name, even one that says there is no data', () => {
  expect(fill({ en: '{a}', zh: '{a}' }, { a: 'no data' }).zh).toBe('no data');
  expect(html`<b>${'no data'}</b>`.markup).toBe('<b>no data</b>');
  expect(html`<b>${quantityText(undefined, 'ms')}</b>`.markup).toContain('无数据');
});

it.each(Object.entries(samplePages()))('puts every value on the page %s as text', (_, page) => {
  expect(page).not.toContain('[object ');
});

it('gives a remedy once for all symptoms it helps against', () => {
  const [busy, late] = ['host-busy', 'viewer-timer-late'].map((signal) => ({
    signal,
    reason: signal,
    advice: 'Free it.',
  }));
  const cut = { signal: 'recording-cut-short', reason: 'cut', advice: 'Run again.' };
  const groups = invalidGroups({
    invalidReasons: [busy, cut, late].filter((reason) => reason !== undefined),
    scenario: { regions: [] },
  });
  expect(groups.map(({ reasons, advice }) => [reasons.map(({ detail }) => detail?.en), advice.en])).toEqual([
    [['host-busy', 'viewer-timer-late'], 'Free it.'],
    [['cut'], 'Run again.'],
  ]);
});
