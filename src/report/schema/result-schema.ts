import { z } from 'zod';
import { FREEZE_BOUNDS_MS } from '../../model/result/freeze-lengths.ts';
import { RESULT_SCHEMA_VERSION } from '../../model/result/result.ts';
import { calibration } from './calibration-schema.ts';
import { encoderComparison } from './comparison-schema.ts';
import { encoderRecord } from './encoder-schema.ts';
import { linkTotals } from './link-schema.ts';
import { metricId, metricInfo, metricValue, seriesPoint, statistic } from './metric-schema.ts';
import { scenarioSummary } from './scenario-schema.ts';
import { sdkRecord } from './sdk-schema.ts';
import { acrossViewers, invalidReason, invalidSecond, outcome, verdict, worth } from './verdict-schema.ts';

const viewerResult = z
  .object({
    id: z.string().describe('"<region>-<n>", n from 1'),
    region: z.string().describe('Region id'),
    metrics: z.record(metricId, metricValue).describe('Metric id to its value over the whole window'),
    freezeLengths: z
      .array(z.int())
      .exactOptional()
      .describe(
        `Freezes by whole length: how many of at least ${FREEZE_BOUNDS_MS.join(', ')} ms and less than the next; absent in older results`,
      ),
    errors: z
      .record(metricId, z.partialRecord(statistic, z.number()))
      .exactOptional()
      .describe(
        'Metric id to how far the machine’s strain may have moved each of its numbers, in the metric’s unit; absent in older results',
      ),
    series: z
      .record(metricId, z.array(seriesPoint))
      .describe(
        'Metric id to one point a second; only metrics that have a course over time. In a take too long to keep each second, the least and the largest of every stretch',
      ),
  })
  .describe('What one viewer saw');

const takePace = z
  .object({
    meanFactor: z.number().describe('Real time over the stream’s own (time dilation factor), over the window'),
    leastFactor: z.number().describe('Of its seconds, apart from time for which the clock stood still'),
    mostFactor: z.number().describe('Likewise'),
    stoodStillMs: z
      .number()
      .describe('Real time for which the clock waited because the machine did not answer, in all, ms'),
    replacedSeconds: z.int().describe('Seconds that the machine spoilt and that were played anew at the window’s end'),
    playedMs: z.number().describe('Real time that the window took, ms'),
  })
  .describe('How fast the take’s own clock went');

const hostSecond = z
  .object({
    second: z.int().describe('Seconds since the window opened'),
    timeDilationFactor: z
      .number()
      .exactOptional()
      .describe('Real time over the stream’s own; absent where time was not slowed'),
    clockStoodStillMs: z
      .number()
      .exactOptional()
      .describe('Real time for which the stream’s clock stood still, ms, within the factor; absent where it did not'),
    busyFraction: z.number().exactOptional().describe('Share of all CPUs in use, 0..1'),
    stealFraction: z.number().exactOptional().describe('Share of all CPUs that other virtual machines took, 0..1'),
  })
  .describe('The machine itself in one second');

const sourceSecond = z
  .object({
    second: z.int().describe('Seconds since the window opened'),
    newPictures: z.int().describe('Frames the publisher made, but for pictures that it had sent before'),
    stillMs: z
      .number()
      .describe('Of the second, in gaps of over 200 ms between new pictures: a still that is no network’s doing'),
  })
  .describe('What the publisher gave the network in one second');

const takeResult = z
  .object({
    seed: z.number().describe('Seed of the network’s weather'),
    variant: z.string().exactOptional().describe('Which of the compared broadcasts; "base" is the scenario’s own'),
    outcome: outcome.describe('This take alone'),
    invalidReasons: z.array(invalidReason).describe('Why this take proves nothing; empty when it is valid'),
    invalidSeconds: z.array(invalidSecond).describe('Seconds that the machine may have spoilt'),
    recording: z.string().describe('Path of the recording, relative to result.json'),
    network: z
      .object({
        backend: z.string().describe('What shaped the network: "tun", "netem" or "relay"'),
        why: z.string().describe('Why this backend was taken'),
        detail: z
          .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
          .exactOptional()
          .describe('What the backend says of itself: "scheduling", the priority it got'),
      })
      .describe('How the network was emulated'),
    calibration: calibration.exactOptional().describe('Absent when the take ended before its network was calibrated'),
    environment: z.record(z.string(), z.union([z.string(), z.number()])).describe('Versions, kernel, CPU'),
    clock: z
      .object({
        server: z.string().describe('"ntp.example.com:123"'),
        offsetMs: z.number().describe('Its clock less this machine’s, ms'),
        errorMs: z.number().describe('At most, either way, by the end of the window, ms'),
        roundTripMs: z.number().describe('To it and back, ms'),
      })
      .exactOptional()
      .describe('This machine’s clock, by which latencies were corrected; absent when no time server was asked'),
    encoder: encoderRecord.exactOptional(),
    pace: takePace
      .exactOptional()
      .describe('How fast the take’s own clock went; absent where time was not slowed, and in older results'),
    host: z.array(hostSecond).describe('The machine in each second of the window'),
    source: z
      .array(sourceSecond)
      .exactOptional()
      .describe('The publisher’s pictures in each second of the window; absent when nobody recorded them'),
    viewers: z.array(viewerResult).describe('One entry a viewer'),
    sdk: z
      .array(sdkRecord)
      .exactOptional()
      .describe('One entry a participant; absent where no vendor’s SDK was in use'),
    verdicts: z.array(verdict).describe('This take’s verdicts'),
    links: z.array(linkTotals).describe('One entry a link'),
  })
  .describe('One run under one seed');

/** result.json as written and read: Result without the keys that are undefined. tests/report/schema/result-schema.test.ts holds the two types together. */
export const resultSchema = z
  .object({
    schemaVersion: z.literal(RESULT_SCHEMA_VERSION).describe('Raised when a field changes its meaning or goes away'),
    tool: z
      .object({ name: z.literal('longhaul').describe('Always this'), version: z.string().describe('Semantic version') })
      .describe('What wrote the file'),
    scenario: scenarioSummary.describe('What was rehearsed'),
    startedAt: z.iso.datetime().describe('ISO 8601, UTC'),
    outcome: outcome.describe('The rehearsal’s verdict'),
    worth: worth.exactOptional().describe('What READY is worth; absent of other outcomes, and in older results'),
    invalidReasons: z
      .array(invalidReason)
      .describe('Why takes prove nothing; with outcome not-ready, other takes decided without them'),
    verdicts: z.array(verdict).describe('One a budget and region: the worst valid take'),
    acrossViewers: z
      .array(acrossViewers)
      .exactOptional()
      .describe('How each verdict’s number spreads over viewers and valid takes; absent in older results'),
    takes: z.array(takeResult).describe('One entry a seed'),
    isUntilDecided: z
      .boolean()
      .exactOptional()
      .describe(
        'Its seeds were played until the comparisons were decided: only tests that hold at any look may be asked',
      ),
    comparisons: z
      .array(encoderComparison)
      .exactOptional()
      .describe('Each variant against the broadcast itself; absent without variants'),
    metrics: z.array(metricInfo).describe('Definitions of the metrics used above'),
  })
  .describe('Everything the reports show');

export type WrittenResult = z.infer<typeof resultSchema>;
