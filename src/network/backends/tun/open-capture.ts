import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Topology } from '../../../model/scenario/network.ts';
import { Capture, type PacketMemory } from '../../capture/capture.ts';
import { CaptureFile } from '../../capture/capture-file.ts';
import { capturedHosts } from '../../capture/captured-hosts.ts';
import { captureHeader } from '../../capture/pcapng.ts';
import { WallStamp } from '../../capture/wall-stamp.ts';
import { openPipeSink } from './pipe-sink.ts';
import type { CaptureRequest } from './router-messages.ts';

/** Captured bytes per packet: the headers of every protocol, and the beginning of the mostly encrypted payload. */
const SNAP_BYTES = 256;

/**
 * Starts the capture files of all captured hosts. Call it before raising the priority, which the writing processes would
 * inherit.
 */
export function openCapture(
  { directory, limitBytes }: CaptureRequest,
  topology: Topology,
  memory: PacketMemory,
  epochWallMs: number,
): Capture {
  const files: CaptureFile[] = [];
  for (const { node, fileName, comment, interfaces } of capturedHosts(topology, SNAP_BYTES)) {
    const file = openSync(join(directory, fileName), 'w');
    const bytes = writeSync(file, captureHeader(comment, interfaces, SNAP_BYTES));
    files[node] = new CaptureFile(openPipeSink(file), interfaces.length, { bytes, limitBytes });
    closeSync(file);
  }
  return new Capture(topology, files, memory, { stamp: new WallStamp(epochWallMs), snapBytes: SNAP_BYTES });
}
