import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { cpus, homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { CannotMeasureError } from '../lib/errors.ts';
import type { MachineCapacity } from '../model/result/machine-capacity.ts';
import type { Machine } from './machine-load.ts';

const schema = z.array(
  z.object({
    tool: z.string(),
    measuredAt: z.iso.datetime(),
    machine: z.object({ cpuModel: z.string(), cpus: z.int().positive() }),
    browser: z.string(),
    picture: z.object({
      codec: z.enum(['vp8', 'h264', 'vp9', 'av1']),
      width: z.int().positive(),
      height: z.int().positive(),
      fps: z.number().positive(),
      bitrateBps: z.number().positive(),
    }),
    carries: z.int().nonnegative(),
    load: z.object({ sendingCores: z.number(), viewerCores: z.number().positive() }).exactOptional(),
    points: z.array(
      z.object({
        viewers: z.int().positive(),
        carried: z.boolean(),
        busyFraction: z.number().exactOptional(),
        stealFraction: z.number().exactOptional(),
        worstTimerMs: z.number().exactOptional(),
        signals: z.array(z.string()),
      }),
    ),
  }),
);

/** Where calibrations are kept: the user's state directory (XDG Base Directory Specification). */
export function capacitiesFile(env: NodeJS.ProcessEnv = process.env): string {
  const { XDG_STATE_HOME: asked } = env;
  // "All paths set in these environment variables must be absolute; if not, they are to be ignored."
  const state = asked?.startsWith('/') ? asked : join(homedir(), '.local', 'state');
  return join(state, 'longhaul', 'calibrations.json');
}

/** Every calibration of the file; none when there is no such file, or it is not one of ours. */
export function readCapacities(file = capacitiesFile()): readonly MachineCapacity[] {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return [];
  }
}

/** In the place of an older one of the same class of machine at the same picture. Throws CannotMeasureError. */
export function saveCapacity(calibration: MachineCapacity, file = capacitiesFile()): void {
  const key = ({ machine, picture }: MachineCapacity) => JSON.stringify([machine, Object.entries(picture).sort()]);
  const others = readCapacities(file).filter((each) => key(each) !== key(calibration));
  const part = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(part, `${JSON.stringify([...others, calibration], null, 2)}\n`);
    renameSync(part, file);
  } catch (cause) {
    throw new CannotMeasureError(
      `${file} cannot be written: ${String(cause)}`,
      'Set XDG_STATE_HOME to a folder of yours.',
    );
  }
}

/** This machine, and what was measured of its class. */
export function thisMachine(calibrations = readCapacities()): Machine {
  const machine = machineClass();
  const own = calibrations
    .filter((each) => each.machine.cpus === machine.cpus && each.machine.cpuModel === machine.cpuModel)
    .toSorted((a, b) => b.measuredAt.localeCompare(a.measuredAt));
  return { cpus: machine.cpus, calibrations: own };
}

export function machineClass(): MachineCapacity['machine'] {
  const processors = cpus();
  return { cpuModel: processors[0]?.model.trim() ?? 'unknown', cpus: processors.length };
}
