import type { run } from '../../src/commands/run.ts';

export type ToRehearsal =
  | { readonly type: 'run'; readonly args: Parameters<typeof run.run>[0] }
  | (Order & { readonly type: 'order'; readonly id: number });

export type Order =
  | { readonly what: 'at' | 'freeze' | 'blur' | 'slowTo' | 'cutSound' | 'delaySound'; readonly value: number }
  | { readonly what: 'pidsOn'; readonly node: string }
  | { readonly what: 'reload' };

export type FromRehearsal =
  | { readonly type: 'out' | 'talk'; readonly text: string }
  | { readonly type: 'done'; readonly id: number; readonly value?: unknown; readonly error?: string }
  | { readonly type: 'ended'; readonly code: number }
  | { readonly type: 'failed'; readonly error: string };
