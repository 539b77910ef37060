import type { Trial } from '../../model/result/diagnosis.ts';
import type { LinkProfile } from '../../model/scenario/link-profile.ts';
import type { NetworkEvent, Segment } from '../../model/scenario/network.ts';
import type { Region, Scenario, VideoSettings } from '../../model/scenario/scenario.ts';
import { isPublished } from '../../model/scenario/transport.ts';

/** A trial, and what it makes of the scenario. */
export interface PlannedTrial extends Trial {
  readonly scenario: Scenario;
}

/** Delay of an ideal line, ms each way: next door. */
const IDEAL_DELAY_MS = 1;
const IDEAL_LINK: LinkProfile = { delayMs: IDEAL_DELAY_MS, jitterMs: 0, loss: { type: 'none' } };
const IDEAL: Segment = { profile: 'custom', label: 'ideal', labelZh: '理想线路', out: IDEAL_LINK, back: IDEAL_LINK };

/** Lists what can be made ideal, one at a time, in the order of the path; what is ideal already is left out. */
export function planTrials(whole: Scenario): readonly PlannedTrial[] {
  const { variants: _, ladder: __, ...scenario } = whole;
  const { broadcast, regions } = scenario;
  const kindOf = ({ segment }: NetworkEvent): Trial['kind'] => segment ?? 'haul';
  const isLeft = (event: NetworkEvent, kind: Trial['kind'], of?: string) =>
    kindOf(event) !== kind || event.region !== of;
  const eventsWithout = (kind: Trial['kind'], of?: string) =>
    scenario.events === undefined ? {} : { events: scenario.events.filter((event) => isLeft(event, kind, of)) };
  const withRegion = (id: string, change: (region: Region) => Region) =>
    regions.map((region) => (region.id === id ? change(region) : region));
  const trials: readonly PlannedTrial[] = [
    {
      ...{ id: 'first-mile', kind: 'first-mile' },
      scenario: {
        ...scenario,
        broadcast: { ...broadcast, firstMile: IDEAL },
        ...eventsWithout('first-mile'),
      },
    },
    ...regions.flatMap(({ id }): PlannedTrial[] =>
      (['haul', 'access'] as const).map((kind) => ({
        ...{ id: `${kind}-${id}`, kind, region: id },
        scenario: {
          ...scenario,
          regions: withRegion(id, (region) => ({ ...region, [kind]: IDEAL })),
          ...eventsWithout(kind, id),
        },
      })),
    ),
    ...regions.flatMap(({ id, device }): PlannedTrial[] => {
      if (device?.cpuCores === undefined) return [];
      const { cpuCores: ___, ...free } = device;
      return [
        {
          ...{ id: `device-${id}`, kind: 'device', region: id },
          scenario: { ...scenario, regions: withRegion(id, (region) => ({ ...region, device: free })) },
        },
      ];
    }),
    ...(isPublished(broadcast.transport)
      ? [
          {
            ...{ id: 'half-bitrate', kind: 'half-bitrate' as const },
            scenario: { ...scenario, broadcast: { ...broadcast, video: halved(broadcast.video) } },
          },
        ]
      : []),
  ];
  return trials.filter((trial) => JSON.stringify(trial.scenario) !== JSON.stringify(scenario));
}

function halved(video: VideoSettings): VideoSettings {
  const { simulcast } = video;
  return {
    ...video,
    bitrateBps: video.bitrateBps / 2,
    ...(simulcast && { simulcast: simulcast.map((each) => ({ ...each, bitrateBps: each.bitrateBps / 2 })) }),
  };
}
