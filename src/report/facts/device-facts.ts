import type { Result, TakeResult, ViewerResult } from '../../model/result/result.ts';
import { MOST_CORRECTION } from '../../model/scenario/device.ts';
import { statisticOf } from '../../verdict/statistic-of.ts';
import { DEVICE_WORDS } from '../messages/viewer-words.ts';
import { fill, GAP, joinTexts, type Text } from '../messages/words.ts';
import { formatQuantity, quantityText } from '../text/format.ts';
import { labelText, viewerName } from '../text/names.ts';
import { lostPackets } from './link-loss.ts';

/** Share of the time waiting for its CPU from which a device is at its limit (assumption: a frame in four is late then). */
const AT_ITS_LIMIT = 0.25;
/**
 * Factor of the slowed clock from which others share the machine's caches and cores so much that a frame costs more CPU time than
 * a share of a core allows for, unless what a CPU second is worth was measured. Measured at 4.9 to 9.8: decoding a frame of 720x1280
 * took 33 ms on a quarter of a core.
 */
const SHARED_MACHINE_FACTOR = 2;
/** Share of packets below which a link did not make the picture stand still (1 %, as in path-facts.ts). */
const CLEAN_LOSS = 0.01;

/**
 * Says that a viewer's device was at its limit, and whether the network can be ruled out because no link of its path lost a
 * telling share. Undefined if the device has no limit of its own or was not at it.
 */
export function deviceFact(
  result: Result,
  take: TakeResult | undefined,
  viewerId: string | undefined,
): Text | undefined {
  const viewer = take?.viewers.find(({ id }) => id === viewerId);
  const throttled = statisticOf(viewer?.metrics.deviceThrottled, 'value');
  if (take === undefined || viewer === undefined || throttled === undefined || throttled < AT_ITS_LIMIT)
    return undefined;
  const device = result.scenario.regions.find(({ id }) => id === viewer.region)?.device;
  const name = device === undefined ? DEVICE_WORDS.device : labelText(device);
  const loss = worstLinkLoss(take, viewer);
  const words =
    loss === undefined ? DEVICE_WORDS.atLimit : loss < CLEAN_LOSS ? DEVICE_WORDS.notNetwork : DEVICE_WORDS.too;
  const decodeMs = statisticOf(viewer.metrics.decodeTime, 'value');
  const sentence = fill(words, {
    device: name,
    viewer: viewerName(result.scenario.regions, viewer.id),
    share: formatQuantity(throttled, 'fraction'),
    loss: quantityText(loss, 'fraction'),
  });
  const decoding =
    decodeMs === undefined
      ? []
      : fill(DEVICE_WORDS.decoding, {
          decode: formatQuantity(decodeMs, 'ms'),
          frame: formatQuantity(1000 / result.scenario.broadcast.video.fps, 'ms'),
        });
  return joinTexts([sentence, decoding, worthFact(take, viewer)].flat(), GAP);
}

/** Says what a CPU second was worth, by which the device's share was set, or that the share is to be doubted. */
function worthFact({ pace }: TakeResult, { metrics }: ViewerResult): Text | readonly [] {
  const worth = statisticOf(metrics.cpuWorth, 'value');
  if (worth === undefined)
    return pace !== undefined && pace.meanFactor >= SHARED_MACHINE_FACTOR ? DEVICE_WORDS.sharedMachine : [];
  const isCorrected = worth >= 1 / MOST_CORRECTION && worth <= MOST_CORRECTION;
  return fill(isCorrected ? DEVICE_WORDS.worth : DEVICE_WORDS.beyondCorrection, {
    worth: formatQuantity(worth, 'fraction'),
  });
}

/** Returns the facts about the devices of a region's viewers, worst first. */
export function regionDeviceFacts(result: Result, take: TakeResult | undefined, region: string): Text[] {
  const own = take?.viewers.filter((viewer) => viewer.region === region) ?? [];
  const share = ({ metrics }: ViewerResult) => statisticOf(metrics.deviceThrottled, 'value') ?? 0;
  return [...own].sort((a, b) => share(b) - share(a)).flatMap(({ id }) => deviceFact(result, take, id) ?? []);
}

/** Returns the loss of the worst link from the studio to the viewer, 0..1; undefined if none counted anything. */
function worstLinkLoss(take: TakeResult, { id, region }: ViewerResult): number | undefined {
  const ids = ['first-mile/out', `haul:${region}/out`, `access:${id}/out`];
  const shares = take.links
    .filter(({ link, inPackets }) => ids.includes(link) && inPackets > 0)
    .map((totals) => lostPackets(totals) / totals.inPackets);
  return shares.length === 0 ? undefined : Math.max(...shares);
}
