import { describe, expect, it } from 'vitest';
import type { Result } from '../../../src/model/result/result.ts';
import { junitReport } from '../../../src/report/formats/junit-report.ts';
import { junitFault } from '../junit-fault.ts';
import {
  invalidResult,
  noDataResult,
  notReadyResult,
  offResult,
  oldResult,
  readyResult,
  SAMPLES,
  slowedInvalidResult,
  slowedResult,
} from '../sample-result.ts';
import { markupFault } from '../well-formed.ts';

const xml = (result: Result) => String(junitReport(result)[0]?.content);
const count = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length;

describe('the check of junit.xml', () => {
  it.each([
    ['<testsuites skipped="0"></testsuites>', 'testsuites has no attribute skipped'],
    ['<testsuites><testcase name="a"/></testsuites>', 'testsuites holds no testcase'],
    ['<testsuites><testsuite name="a" tests="1" failures="0"/></testsuites>', 'testsuite lacks errors'],
    [
      '<testsuites><testsuite name="a" tests="1" failures="0" errors="0" time="1e-7"/></testsuites>',
      'testsuite time="1e-7" is no time',
    ],
    ['<testsuites>text</testsuites>', 'testsuites holds text'],
    ['<testsuite name="a" tests="0" failures="0" errors="0"/>', undefined],
  ])('says of %s: %s', (text, fault) => expect(junitFault(text)).toBe(fault));
});

describe('junit.xml', () => {
  it.each(Object.entries(SAMPLES))('is well formed and its counts are right: %s', (_, make) => {
    const text = xml(make());
    expect(markupFault(text)).toBeUndefined();
    expect(junitFault(text)).toBeUndefined();
    const root = /<testsuites [^>]*tests="(\d+)" failures="(\d+)" errors="(\d+)"/.exec(text);
    expect(root?.slice(1).map(Number)).toEqual([
      count(text, /<testcase /g),
      count(text, /<failure /g),
      count(text, /<error /g),
    ]);
  });

  it('has a suite per region with a case per budget, and one for the rehearsal itself', () => {
    const text = xml(notReadyResult());
    expect(count(text, /<testsuite /g)).toBe(1 + 3);
    expect(count(text, /<testcase /g)).toBe(2 + 12);
    expect(count(text, /<failure /g)).toBe(2);
    expect(count(text, /<error /g)).toBe(2);
  });

  it('gives metric, limit, actual, viewer and the network’s counters in a failure', () => {
    const failure = /<failure message="([^"]*)">([\s\S]*?)<\/failure>/.exec(xml(notReadyResult()));
    expect(failure?.[1]).toBe('Stutter rate: 100 %, limit ≤ 3 %');
    expect(failure?.[2]).toContain('worst viewer: Jakarta, viewer 2 (sea-id-2)');
    expect(failure?.[2]).toContain('Its access line (1.5 Mbps) is below');
  });

  it('passes a warning and mentions it in system-out', () => {
    const text = xml(readyResult());
    expect(count(text, /<(failure|error) /g)).toBe(0);
    expect(text).toMatch(/<system-out>warning: Stutter rate: 2\.8 %, limit ≤ 2 %/);
  });

  it('reports an invalid rehearsal as one error, unjudged budgets as skipped, and that the network was as asked', () => {
    const text = xml(invalidResult());
    expect(count(text, /<failure /g)).toBe(0);
    expect(count(text, /<error /g)).toBe(1);
    expect(count(text, /<skipped /g)).toBe(count(text, /<testcase /g) - 2);
    expect(text).toMatch(/<testsuites [^>]*errors="1"/);
    expect(text).toMatch(/<testsuite [^>]*skipped="\d+"/);
    expect(text).toMatch(/<skipped message="no take is valid: this number is not a judgement">/);
    expect(text).toContain('host-busy: In 9 of 20 measured seconds');
  });

  it('gives the pace of each take as properties before the cases, and none if it is not known', () => {
    const text = xml(slowedResult());
    const properties = [...text.matchAll(/<property name="([^"]*)" value="([^"]*)"\/>/g)].map(([, name, value]) => [
      name,
      value,
    ]);
    expect(properties[0]?.[1]).toMatch(/^Played at 1\/1\.6 to 1\/4 of its speed, because this machine was busy;/);
    expect(properties.slice(1, 5)).toEqual([
      ['time dilation factor, seed 1', '3.19'],
      ['largest time dilation factor, seed 1', '4'],
      ['clock stood still (ms), seed 1', '3000'],
      ['seconds replaced, seed 1', '0'],
    ]);
    expect(properties).toHaveLength(1 + 2 * 4);
    expect(text.indexOf('<properties>')).toBeLessThan(text.indexOf('<testcase'));
    expect(xml(readyResult())).not.toContain('<properties>');
  });

  it('tells for an invalid rehearsal how loaded the machine was and what to type next', () => {
    const text = xml(slowedInvalidResult());
    expect(text).toContain('Meanwhile this machine’s CPUs were 86 % busy on average');
    expect(text).toContain('longhaul run scenario.yaml --slow 8</error>');
  });

  it('never lets a budget without data pass', () => {
    const text = xml(noDataResult());
    expect(count(text, /<(error|skipped) message="no data: /g)).toBe(2);
    // Skipped only if there is the one error that says why.
    expect(count(text, /<error /g)).toBe(1);
  });

  it('has a case per probed take: passed with the proof, or every fault besides the one error', () => {
    const proved = /<testcase [^>]*name="the network is as asked, seed 1">\s*<system-out>([^<]*)</.exec(
      xml(readyResult()),
    );
    expect(proved?.[1]).toBe('5 paths as asked, probed in 2.4 s');
    const off = /name="the network is as asked, seed 1">\s*<skipped message="([^"]*)">([^<]*)</.exec(xml(offResult()));
    expect(off?.[1]).toContain('Jakarta, viewer 1: round trip asked 140 ms (137 ms to 143 ms accepted), got 171.3 ms.');
    expect(off?.[2]).toContain('São Paulo: no probe measured the loss out');
    expect(xml(oldResult())).not.toContain('the network is as asked');
  });
});
