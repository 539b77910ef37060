import { describe, expect, it } from 'vitest';
import { Closers } from '../../src/lib/closers.ts';

describe('Closers', () => {
  it('closes in reverse of opening, each once', async () => {
    const order: string[] = [];
    const closers = new Closers();
    for (const name of ['network', 'origin', 'browser']) closers.add(name, () => void order.push(name));
    expect(await closers.closeAll()).toEqual([]);
    await closers.closeAll();
    expect(order).toEqual(['browser', 'origin', 'network']);
  });

  it('closes the rest when one fails and one hangs, and names both', async () => {
    let closed = false;
    const closers = new Closers();
    closers.add('network', () => {
      closed = true;
    });
    closers.add('origin', () => new Promise(() => {}));
    closers.add('browser', () => Promise.reject(new Error('gone already')));
    const errors = await closers.closeAll(20);
    expect(errors.map(({ message }) => message)).toEqual([
      'browser: gone already',
      'origin: did not stop within 20 ms',
    ]);
    expect(closed).toBe(true);
  });
});
