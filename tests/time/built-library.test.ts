import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MACHINES, NATIVE, sourceHash } from '../../scripts/build/virtual-time-source.mjs';
import { exportedNames } from './exported-names.ts';

/** Values of e_machine (elf(5)). */
const MACHINE_CODES: Readonly<Record<string, number>> = { 'linux-x64': 62, 'linux-arm64': 183 };
/** Start of e_ident: magic, 64 bits, little endian. */
const IDENT = [0x7f, 0x45, 0x4c, 0x46, 2, 1];
const TYPE_OFFSET = 16;
const SHARED_OBJECT = 3;
const MACHINE_OFFSET = 18;
/** Version of Debian 10 and Red Hat 8, which Node 20 requires too. */
const NEWEST_GLIBC_MINOR = 28;

describe.each([...MACHINES])('the library built for $machine', ({ machine }) => {
  const library = readFileSync(join(NATIVE, machine, 'virtual-time.so'));
  const text = library.toString('latin1');

  test('was built from the current sources (if not: node scripts/build-virtual-time.mjs)', () => {
    expect(/longhaul-time-source ([0-9a-f]{64})/.exec(text)?.[1]).toBe(sourceHash());
  });

  test('is a shared object for that machine', () => {
    expect([...library.subarray(0, IDENT.length)]).toEqual(IDENT);
    expect(library.readUInt16LE(TYPE_OFFSET)).toBe(SHARED_OBJECT);
    expect(library.readUInt16LE(MACHINE_OFFSET)).toBe(MACHINE_CODES[machine]);
  });

  test('needs no glibc newer than 2.28', () => {
    const minors = [...text.matchAll(/\0GLIBC_2\.(\d+)/g)].map(([, minor]) => Number(minor));
    expect(minors.length).toBeGreaterThan(0);
    expect(Math.max(...minors)).toBeLessThanOrEqual(NEWEST_GLIBC_MINOR);
  });

  test('overrides what Chromium, node, libjuice, python, perl and coreutils call to wait or tell the time', () => {
    const names = exportedNames(library);
    // Names from `readelf --dyn-syms`, among the imports of these programs.
    const called = [
      ...['clock_gettime', 'gettimeofday', 'time', 'times', 'nanosleep', 'clock_nanosleep', 'usleep', 'sleep', 'alarm'],
      ...[
        'poll',
        'ppoll',
        '__poll_chk',
        'select',
        'pselect',
        'epoll_wait',
        'epoll_pwait',
        'recvmsg',
        'recvmmsg',
        'syscall',
      ],
      ...[
        'pthread_cond_timedwait',
        'pthread_cond_clockwait',
        'sem_timedwait',
        'sem_clockwait',
        'pthread_mutex_timedlock',
      ],
      ...['timerfd_create', 'timerfd_settime', 'timer_settime', 'setitimer', 'getitimer', 'sigtimedwait'],
    ];
    expect(called.filter((name) => !names.has(name))).toEqual([]);
  });
});
