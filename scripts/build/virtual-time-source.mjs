import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const NATIVE = fileURLToPath(new URL('../../src/time/native', import.meta.url));

/** Machines it is shipped for, as process.arch names them, and the compiler for each on a Debian of x64. */
export const MACHINES = [
  { machine: 'linux-x64', compiler: 'gcc' },
  { machine: 'linux-arm64', compiler: 'aarch64-linux-gnu-gcc' },
];

/** libdl is named although glibc 2.34 and later have it in libc: on older ones dlsym lives there. */
export const FLAGS = [
  ...['-std=gnu11', '-O2', '-Wall', '-Wextra', '-Werror', '-fPIC', '-fvisibility=hidden', '-shared', '-s'],
  ...['-Wl,--no-as-needed', '-Wl,--build-id=none'],
];

/** The C files, in order. */
export function sourceFiles() {
  return filesEnding('.c');
}

/** Hash of everything that decides what is built: sources, headers, flags. */
export function sourceHash() {
  const hash = createHash('sha256').update(JSON.stringify(FLAGS));
  for (const file of [...sourceFiles(), ...filesEnding('.h')]) hash.update(readFileSync(file));
  return hash.digest('hex');
}

function filesEnding(ending) {
  return readdirSync(NATIVE)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(NATIVE, name));
}
