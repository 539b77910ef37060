import { readFileSync } from 'node:fs';
import { children } from './process-family.ts';

const NS_PER_US = 1000;

/**
 * Returns a function that tells the CPU time, in µs, of the router that this process has started, since the last call; its main
 * thread alone, which forwards all packets. Other programs lengthen it by what they take of the caches, not by waiting.
 */
export function routerCpu(): () => number {
  const router = [...children()].find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('tun/router.ts'));
  if (router === undefined) throw new Error('no router runs');
  const totalUs = () => Number(readFileSync(`/proc/${router}/schedstat`, 'utf8').split(' ')[0]) / NS_PER_US;
  let seenUs = totalUs();
  return () => {
    const beforeUs = seenUs;
    seenUs = totalUs();
    return seenUs - beforeUs;
  };
}
