import type { Text } from './words.ts';

/** Names of what a recording notes about its machine; other keys are shown as they are. */
export const ENVIRONMENT_WORDS: ReadonlyMap<string, Text> = new Map([
  ['node', { en: 'Node.js', zh: 'Node.js' }],
  ['platform', { en: 'Platform', zh: '平台' }],
  ['kernel', { en: 'Kernel', zh: '内核' }],
  ['cpuModel', { en: 'CPU', zh: 'CPU' }],
  ['cpus', { en: 'CPU cores', zh: 'CPU 核数' }],
  ['memoryBytes', { en: 'Memory', zh: '内存' }],
  ['browser', { en: 'Browser', zh: '浏览器' }],
]);
