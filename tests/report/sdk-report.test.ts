import { describe, expect, it } from 'vitest';
import type { SdkRecord } from '../../src/model/recording/sdk-record.ts';
import type { Result } from '../../src/model/result/result.ts';
import { resultSchema } from '../../src/model/result/schema/result-schema.ts';
import { htmlReport } from '../../src/report/formats/html-report.ts';
import { resultText } from '../../src/report/formats/json-report.ts';
import { HOSTILE, notReadyResult } from './sample-result.ts';
import { markupFault } from './well-formed.ts';

const RECORD: SdkRecord = {
  participant: 'sea-sg-1',
  figures: {
    videoEndToEndDelayMs: { p50: 131, max: 900, last: 140 },
    uplinkQuality: { p50: 1, max: 6, last: 1 },
    audioFreezeS: { p50: 0, max: 0, last: 0 },
  },
  events: [{ atS: -1.5, what: 'sdk-exception', detail: HOSTILE }],
  moreEvents: 3,
};

function withSdk(): Result {
  const result = notReadyResult();
  return { ...result, takes: result.takes.map((take) => ({ ...take, sdk: [RECORD] })) };
}

describe('figures of an SDK in the reports', () => {
  const html = String(htmlReport(withSdk())[0]?.content).replaceAll('\u00a0', ' ');

  it('are a table with the source of each figure, and a list of events', () => {
    expect(markupFault(html, ['meta', 'br'])).toBeUndefined();
    for (const text of [
      'id="sdk"',
      '131 ms',
      '1 (excellent)',
      '6（已断开）',
      '0.0 s',
      '来自声网服务器',
      '-1.5',
      '3 more are in the',
    ])
      expect(html).toContain(text);
    expect(html).not.toContain('<script>alert');
  });

  it('are absent if no SDK was in use', () =>
    expect(String(htmlReport(notReadyResult())[0]?.content)).not.toContain('id="sdk"'));

  it('are in result.json, as its schema says', () => {
    const written: unknown = JSON.parse(resultText(withSdk()));
    expect(resultSchema.parse(written).takes[0]?.sdk).toEqual([RECORD]);
  });
});
