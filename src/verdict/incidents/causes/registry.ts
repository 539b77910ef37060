import { accessBlackout } from './access-blackout.ts';
import { accessDelay } from './access-delay.ts';
import { accessLoss } from './access-loss.ts';
import { accessQueue } from './access-queue.ts';
import { bitrateAboveLine } from './bitrate-above-line.ts';
import type { Cause } from './cause.ts';
import { encoderHeldBack } from './encoder-held-back.ts';
import { firstMile } from './first-mile.ts';
import { haul } from './haul.ts';
import { jitterBuffer } from './jitter-buffer.ts';
import { largePicture } from './large-picture.ts';
import { machine } from './machine.ts';
import { origin } from './origin.ts';
import { publisherCpu } from './publisher-cpu.ts';
import { sourceStalled } from './source-stalled.ts';
import { viewerDevice } from './viewer-device.ts';

/** Every cause that is looked for, upstream first: of two that explain as much, the earlier one is named first. */
export const CAUSES: readonly Cause[] = [
  machine,
  sourceStalled,
  publisherCpu,
  largePicture,
  bitrateAboveLine,
  firstMile,
  origin,
  haul,
  accessBlackout,
  accessQueue,
  accessLoss,
  accessDelay,
  viewerDevice,
  encoderHeldBack,
  jitterBuffer,
];

export function findCause(id: string): Cause | undefined {
  return CAUSES.find((cause) => cause.id === id);
}
