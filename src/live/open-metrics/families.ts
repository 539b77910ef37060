import { verdictOutcomeSchema } from '../../model/result/schema/verdict-schema.ts';
import {
  type LiveVerdict,
  type NetworkRow,
  PHASES,
  type RegionPoint,
  SHOWN_METRICS,
  type ShownMetric,
} from '../live-message.ts';
import type { LiveRehearsal } from '../live-rehearsal.ts';

const MS_PER_SECOND = 1000;

export interface Sample {
  /** Added to the family's name: "_total" for counters, "_info" for infos. */
  readonly suffix?: '_total' | '_info';
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A metric family of OpenMetrics 1.0. Its name ends with its unit. */
export interface Family {
  readonly name: string;
  readonly type: 'gauge' | 'counter' | 'info' | 'stateset';
  readonly unit?: string;
  readonly help: string;
  /** Nothing that is not known: a missing sample is no 0. */
  readonly samples: (rehearsal: LiveRehearsal) => readonly Sample[];
}

/** Families of all numbers on the live page, in base units. */
export const FAMILIES: readonly Family[] = [
  {
    ...{ name: 'longhaul_take', type: 'info', help: 'The take under way.' },
    samples: ({ message }) => {
      if (message === undefined) return [];
      const { scenario, seed, variant, ordinal } = message;
      const labels = { scenario, seed: String(seed), take: String(ordinal), ...(variant !== undefined && { variant }) };
      return [{ suffix: '_info', labels, value: 1 }];
    },
  },
  {
    ...{ name: 'longhaul_phase', type: 'stateset', help: 'What the rehearsal is doing.' },
    samples: (rehearsal) => states('longhaul_phase', PHASES, rehearsal.state().phase),
  },
  {
    ...{ name: 'longhaul_measured_seconds', type: 'gauge', unit: 'seconds' },
    help: 'Seconds of the measured window told so far, in the stream’s own time.',
    samples: (rehearsal) => [{ value: rehearsal.state().measuredS }],
  },
  figure(
    'stutterRate',
    'longhaul_stutter_ratio',
    'ratio',
    'Share of the second in gaps of over 500 ms between new frames.',
  ),
  figure(
    'latency',
    'longhaul_latency_seconds',
    'seconds',
    'Stamped at the publisher to decoded at the viewer, median of the second.',
    MS_PER_SECOND,
  ),
  figure(
    'packetLoss',
    'longhaul_packet_loss_ratio',
    'ratio',
    'Video packets lost between origin and viewer, before any was sent again.',
  ),
  figure(
    'clarity',
    'longhaul_clarity_ssim',
    undefined,
    'Structural similarity of the picture seen to the picture made.',
  ),
  figure('videoBitrate', 'longhaul_video_bitrate_bits_per_second', 'bits_per_second', 'Video payload received.'),
  {
    ...{ name: 'longhaul_silent_viewers', type: 'gauge', help: 'Viewers of whom the second is not known.' },
    samples: (rehearsal) => perRegion(rehearsal, ({ silent }) => silent),
  },
  network(0, 'longhaul_network_delay_seconds', 'seconds', 'Delay asked of the path out to the viewer.', MS_PER_SECOND),
  network(1, 'longhaul_network_loss_ratio', 'ratio', 'Mean loss asked of the path out to the viewer; 1 in a blackout.'),
  network(
    2,
    'longhaul_network_capacity_bits_per_second',
    'bits_per_second',
    'Narrowest capacity in force on the path out.',
  ),
  network(
    3,
    'longhaul_network_queue_seconds',
    'seconds',
    'Longest wait in a bottleneck’s buffer on the path out.',
    MS_PER_SECOND,
  ),
  {
    ...{ name: 'longhaul_host_busy_ratio', type: 'gauge', unit: 'ratio', help: 'Share of all CPUs in use.' },
    samples: ({ point }) => known(point?.busyFraction),
  },
  {
    ...{ name: 'longhaul_time_dilation_ratio', type: 'gauge', unit: 'ratio' },
    help: 'Real time over the stream’s own.',
    samples: ({ point }) => known(point?.factor),
  },
  {
    ...{
      name: 'longhaul_incidents',
      type: 'counter',
      help: 'Incidents of the take: freezes, silences, crashes and the like.',
    },
    samples: (rehearsal) => [{ suffix: '_total', value: rehearsal.state().incidentCount }],
  },
  {
    ...{ name: 'longhaul_budget_so_far', type: 'stateset' },
    help: 'Budgets held against the window so far; the report decides.',
    samples: (rehearsal) =>
      rehearsal
        .state()
        .verdicts.flatMap(({ region, metric, bound, outcome }) =>
          states('longhaul_budget_so_far', OUTCOMES, outcome, { region, metric, bound }),
        ),
  },
];

const OUTCOMES: readonly LiveVerdict['outcome'][] = [...verdictOutcomeSchema.options, 'later'];

function states(
  name: string,
  all: readonly string[],
  now: string,
  labels: Readonly<Record<string, string>> = {},
): Sample[] {
  return all.map((state) => ({ labels: { ...labels, [name]: state }, value: state === now ? 1 : 0 }));
}

function known(value: number | null | undefined): Sample[] {
  return value === null || value === undefined ? [] : [{ value }];
}

function perRegion(
  { message, point }: LiveRehearsal,
  numberOf: (region: RegionPoint) => number | null | undefined,
): Sample[] {
  return (message?.regions ?? []).flatMap(({ id }, place) => {
    const region = point?.regions[place];
    return known(region && numberOf(region)).map(({ value }) => ({ labels: { region: id }, value }));
  });
}

/** One metric of the second: its middle viewer's and its worst viewer's. */
function figure(metric: ShownMetric, name: string, unit: string | undefined, help: string, divisor = 1): Family {
  const place = SHOWN_METRICS.indexOf(metric);
  return {
    ...{ name, type: 'gauge', help, ...(unit !== undefined && { unit }) },
    samples: ({ message, point }) =>
      (message?.regions ?? []).flatMap(({ id: region }, at) => {
        const spread = point?.regions[at]?.figures[place];
        return (['middle', 'worst'] as const).flatMap((viewer, which) => {
          const value = spread?.[which];
          return value === undefined ? [] : [{ labels: { region, viewer }, value: value / divisor }];
        });
      }),
  };
}

function network(place: keyof NetworkRow & number, name: string, unit: string, help: string, divisor = 1): Family {
  return {
    ...{ name, type: 'gauge', unit, help },
    samples: (rehearsal) =>
      perRegion(rehearsal, ({ network: row }) => {
        const value = row[place];
        return value === null || value === undefined ? undefined : value / divisor;
      }),
  };
}
