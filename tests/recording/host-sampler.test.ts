import { afterEach, describe, expect, it, vi } from 'vitest';
import { wallMs } from '../../src/lib/clock.ts';
import type { HostLine } from '../../src/model/recording/sample-lines.ts';
import { startHostSampler } from '../../src/recording/host-sampler.ts';
import { inspectEnvironment } from '../../src/recording/inspect-environment.ts';

afterEach(() => vi.useRealTimers());

/** Takes one sample, 1 s after the start, from two sets of /proc texts. */
function sampleOnce(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): HostLine {
  vi.useFakeTimers();
  let nowMs = 5000;
  let files = before;
  const lines: HostLine[] = [];
  const sampler = startHostSampler({
    clock: () => nowMs,
    onSecond: (line) => lines.push(line),
    readFile: (path) => {
      const text = files[path];
      if (text === undefined) throw new Error(`ENOENT: ${path}`);
      return text;
    },
  });
  nowMs = 6000;
  files = after;
  vi.advanceTimersByTime(1000);
  sampler.stop();
  vi.advanceTimersByTime(5000);
  expect(lines).toHaveLength(1);
  const [line] = lines;
  if (line === undefined) throw new Error('no line');
  return line;
}

const stat = (user: number, idle: number, iowait: number, steal: number) =>
  `cpu  ${user} 0 10 ${idle} ${iowait} 0 0 ${steal} 7 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n`;
const pressure = (total: number) =>
  `some avg10=0.11 avg60=0.48 avg300=0.46 total=${total}\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=3\n`;

describe('the host sampler', () => {
  it('turns counters into shares of the second', () => {
    const line = sampleOnce(
      { '/proc/stat': stat(100, 1000, 5, 2), '/proc/pressure/cpu': pressure(1_000_000) },
      {
        '/proc/stat': stat(150, 1120, 15, 22),
        '/proc/pressure/cpu': pressure(1_250_000),
        '/proc/meminfo': 'MemTotal: 8000 kB\nMemAvailable:    2048 kB\n',
      },
    );
    // 200 ticks: 50 busy, 130 idle or waiting for the disk, 20 stolen.
    expect(line).toMatchObject({
      type: 'host',
      atMs: 6000,
      busyFraction: 0.25,
      stealFraction: 0.1,
      cpuPressureFraction: 0.25,
      memoryAvailableBytes: 2_097_152,
    });
  });

  it('leaves out what the platform does not have', () => {
    const line = sampleOnce({}, {});
    expect(line).toMatchObject({ type: 'host', atMs: 6000 });
    for (const field of ['busyFraction', 'stealFraction', 'cpuPressureFraction', 'memoryAvailableBytes'])
      expect(line).not.toHaveProperty(field);
  });

  it('leaves out shares when a counter fell, instead of inventing them', () =>
    expect(
      sampleOnce({ '/proc/stat': stat(100, 1000, 5, 9) }, { '/proc/stat': stat(150, 1120, 15, 2) }),
    ).not.toHaveProperty('busyFraction'));

  it('samples this machine', async () => {
    const line = await new Promise<HostLine>((resolve) => {
      const sampler = startHostSampler({
        clock: wallMs,
        onSecond: (found) => {
          sampler.stop();
          resolve(found);
        },
      });
    });
    // An idle event loop is about 0 ms late: the monitor's own 10 ms resolution must not be included.
    expect(line.runnerLoopP99Ms).toBeGreaterThanOrEqual(0);
    if (process.platform !== 'linux') return;
    expect(line.busyFraction).toBeGreaterThanOrEqual(0);
    expect(line.busyFraction).toBeLessThanOrEqual(1);
    expect(line.memoryAvailableBytes).toBeGreaterThan(1e6);
  });
});

it('inspectEnvironment describes the machine', () => {
  const found = inspectEnvironment();
  expect(found.node).toBe(process.version);
  expect(found.cpus).toBeGreaterThan(0);
  expect(found.memoryBytes).toBeGreaterThan(1e8);
});
