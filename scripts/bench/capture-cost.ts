import { Capture } from '../../src/network/capture/capture.ts';
import { CaptureFile } from '../../src/network/capture/capture-file.ts';
import { WallStamp } from '../../src/network/capture/wall-stamp.ts';
import { topologyOf } from './paths.ts';

const SLOT_BYTES = 2048;
const SLOTS = 256;
const SNAP_BYTES = 256;

/** CPU ns that a packet's two places in a capture cost, up to what is handed over to the pipe. */
export function captureCost(packets: number): number {
  const topology = topologyOf(1);
  const viewer = topology.nodes.findIndex(({ role }) => role === 'viewer');
  const sink = { write: (_buffer: Buffer, bytes: number) => bytes, finish: () => {} };
  const files: CaptureFile[] = [];
  files[viewer] = new CaptureFile(sink, 3, { bytes: 0, limitBytes: Number.MAX_SAFE_INTEGER });
  const memory = { buffer: Buffer.alloc(SLOT_BYTES * SLOTS), slotBytes: SLOT_BYTES, slots: SLOTS };
  const capture = new Capture(topology, files, memory, { stamp: new WallStamp(Date.now()), snapBytes: SNAP_BYTES });
  const start = process.cpuUsage();
  for (let n = 0; n < packets; n++) {
    capture.sent(n % SLOTS, 0, viewer, 1028, n);
    capture.arrived(n % SLOTS, n + 20);
  }
  const { user, system } = process.cpuUsage(start);
  return ((user + system) * 1000) / packets;
}
