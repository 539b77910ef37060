import type { TakeSignal } from '../signal.ts';

/** A browser, the origin, a server of --with or the emulated network died: what is missing after that is not the network's doing. */
export const crashed = {
  type: 'take',
  id: 'crashed',
  title: { en: 'A part of the rehearsal crashed.', zh: '彩排过程中有程序崩溃。' },
  advice: {
    en: 'Often memory: use fewer viewers or a machine with more of it; a server of yours says why in its own words. If it happens again, keep the recording and report it.',
    zh: '多因内存不足：请减少观众数或增加内存；你自己的服务器会在输出中说明原因。若再次发生，请保留录制文件并反馈。',
  },
  remedy: 'doctor',
  bounds: {},
  check({ events }) {
    const crashes = events
      .filter(({ name }) => name === 'crashed')
      .map(({ source, detail }) => `${source}${typeof detail?.reason === 'string' ? ` (${detail.reason})` : ''}`);
    if (crashes.length === 0) return undefined;
    return { reason: `Crashed during the take: ${[...new Set(crashes)].join(', ')}.` };
  },
} satisfies TakeSignal;
