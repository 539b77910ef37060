#!/usr/bin/env node
// Builds the preloaded library of src/time/native for every machine it is shipped for. What it makes is committed, so that
// nobody needs a compiler; a test fails when source and built files part. Debian: apt-get install gcc gcc-aarch64-linux-gnu
import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { FLAGS, MACHINES, NATIVE, sourceFiles, sourceHash } from './build/virtual-time-source.mjs';

for (const { machine, compiler } of MACHINES) {
  mkdirSync(join(NATIVE, machine), { recursive: true });
  const library = join(NATIVE, machine, 'virtual-time.so');
  // In its place at once: processes that run with the old one keep it.
  const part = `${library}.part`;
  execFileSync(compiler, [...FLAGS, `-DSOURCE_HASH="${sourceHash()}"`, '-o', part, ...sourceFiles(), '-ldl'], {
    stdio: 'inherit',
  });
  renameSync(part, library);
  console.log(library);
}
