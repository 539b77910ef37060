import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { hasEnded, ownMark } from './owner-mark.ts';

/** "longhaul-<what>-<owner's mark>-<random>". */
const NAME = /^longhaul-[a-z]+-(\d+)x(\d+)-/;
/** File in a scratch folder that names what somebody else made for it beside it, a path a line. */
const BESIDE = 'beside';

const made = new Set<string>();

/**
 * Makes a folder for this process alone in the system's folder for temporary files. Whoever makes it removes it; what is left when the
 * process ends goes with it, and what a killed run could not remove, the next one sweeps.
 */
export function makeScratchFolder(what: string): string {
  if (made.size === 0) process.once('exit', removeAll);
  const folder = mkdtempSync(join(tmpdir(), `longhaul-${what}-${ownMark()}-`));
  made.add(folder);
  return folder;
}

function removeAll(): void {
  for (const folder of made)
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Something still writes there; the next run sweeps it.
    }
}

/** Returns the file that lists what goes with a scratch folder. */
export function besideFile(folder: string): string {
  return join(folder, BESIDE);
}

/** Removes this user's scratch folders whose process no longer runs, with what goes with them; returns a phrase for each. */
export function sweepScratchFolders(): string[] {
  const parent = tmpdir();
  return readdirSync(parent).flatMap((name) => {
    const [, pid, startTime] = NAME.exec(name) ?? [];
    if (pid === undefined || startTime === undefined || !hasEnded(pid, startTime)) return [];
    const folder = join(parent, name);
    try {
      if (statSync(folder).uid !== process.getuid?.()) return [];
      for (const path of pathsBeside(folder)) rmSync(path, { recursive: true, force: true });
      rmSync(folder, { recursive: true, force: true });
      return [`folder ${folder}`];
    } catch {
      // Another run sweeps it too.
      return [];
    }
  });
}

/** Lists what goes with a folder: nothing but what lies beside it, whatever its file says. */
function pathsBeside(folder: string): readonly string[] {
  try {
    const paths = readFileSync(besideFile(folder), 'utf8').split('\n').filter(Boolean);
    return paths.filter((path) => dirname(path) === dirname(folder));
  } catch {
    return [];
  }
}
