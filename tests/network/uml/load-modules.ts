import { closeSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { arch } from 'node:process';
import koffi from 'koffi';

const MODULES = '/usr/lib/uml/modules';
const NEEDED = [
  'net/sched/sch_netem',
  'net/sched/sch_htb',
  'net/sched/sch_codel',
  'drivers/net/veth',
  'drivers/net/tun',
];
/** System call number of finit_module(2) by architecture (asm/unistd.h), since a machine may lack insmod. */
const SYS_FINIT_MODULE: Readonly<Record<string, number>> = { x64: 313, arm64: 273 };

/** Loads the modules that the networks need into the running kernel, which is user-mode Linux. */
export function loadModules(): void {
  const number = SYS_FINIT_MODULE[arch];
  const version = readdirSync(MODULES)[0];
  if (number === undefined || version === undefined) throw new Error(`no modules for ${arch} in ${MODULES}`);
  const syscall = koffi.load('libc.so.6').func('long syscall(long number, long fd, const char *options, long flags)');
  for (const name of NEEDED) {
    const file = openSync(join(MODULES, version, 'kernel', `${name}.ko`), 'r');
    if (Number(syscall(number, file, '', 0)) !== 0) throw new Error(`load ${name}: errno ${koffi.errno()}`);
    closeSync(file);
  }
}
