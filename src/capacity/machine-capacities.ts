import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { cpus, homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { machineCpus } from '../lib/available-cpus.ts';
import { CannotMeasureError } from '../lib/errors.ts';
import type { MachineCapacity } from '../model/result/machine-capacity.ts';
import type { Machine } from './machine-load.ts';

const schema = z.array(
  z.object({
    tool: z.string(),
    measuredAt: z.iso.datetime(),
    machine: z.object({ cpuModel: z.string(), cpus: z.number().positive() }),
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

/** Returns the file that keeps calibrations, in the user's state directory (XDG Base Directory Specification). */
export function capacitiesFile(env: NodeJS.ProcessEnv = process.env): string {
  const { XDG_STATE_HOME: stateHome } = env;
  // "All paths set in these environment variables must be absolute; if not, they are to be ignored."
  const state = stateHome?.startsWith('/') ? stateHome : join(homedir(), '.local', 'state');
  return join(state, 'longhaul', 'calibrations.json');
}

/** Reads every calibration of a file; returns none when the file is missing or not in our format. */
export function readCapacities(file = capacitiesFile()): readonly MachineCapacity[] {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return [];
  }
}

/** Saves a calibration, replacing an older one of the same machine class and picture. Throws CannotMeasureError. */
export function saveCapacity(calibration: MachineCapacity, file = capacitiesFile()): void {
  const key = ({ machine, picture }: MachineCapacity) => JSON.stringify([machine, Object.entries(picture).sort()]);
  const others = readCapacities(file).filter((other) => key(other) !== key(calibration));
  const temporary = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(temporary, `${JSON.stringify([...others, calibration], null, 2)}\n`);
    renameSync(temporary, file);
  } catch (cause) {
    throw new CannotMeasureError(
      `${file} cannot be written: ${String(cause)}`,
      'Set XDG_STATE_HOME to a directory you can write to.',
    );
  }
}

/** Describes this machine, with the calibrations of its class, newest first. */
export function thisMachine(calibrations = readCapacities()): Machine {
  const machine = machineClass();
  const own = calibrations
    .filter((found) => found.machine.cpus === machine.cpus && found.machine.cpuModel === machine.cpuModel)
    .toSorted((a, b) => b.measuredAt.localeCompare(a.measuredAt));
  return { cpus: machine.cpus, calibrations: own };
}

/** Identifies machines of the same kind: CPU model and number of CPUs that may be used. */
export function machineClass(): MachineCapacity['machine'] {
  return { cpuModel: cpus()[0]?.model.trim() ?? 'unknown', cpus: machineCpus().available };
}
