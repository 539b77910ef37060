import { describe, expect, it } from 'vitest';
import { placedCommands } from '../../../src/commands/options/placed-commands.ts';

describe('commands on several hosts', () => {
  it('are one where nothing names a second host', () => {
    expect(placedCommands('a', ['ping', '-c', '1', '10.77.0.1'])).toEqual([
      { node: 'a', words: ['ping', '-c', '1', '10.77.0.1'] },
    ]);
  });

  it('are split at each --in HOST --', () => {
    const words = 'iperf3 -s --in v-1 -- iperf3 -c 10.77.0.1 --in v-2 -- ping 10.77.0.1'.split(' ');
    expect(placedCommands('origin', words)).toEqual([
      { node: 'origin', words: ['iperf3', '-s'] },
      { node: 'v-1', words: ['iperf3', '-c', '10.77.0.1'] },
      { node: 'v-2', words: ['ping', '10.77.0.1'] },
    ]);
  });

  it('leave a command its own --in, and its own --', () => {
    const words = ['tool', '--in', 'file', '--', 'x'];
    expect(placedCommands('a', ['tool', '--in', 'file'])).toEqual([{ node: 'a', words: ['tool', '--in', 'file'] }]);
    expect(placedCommands('a', ['sh', '--', 'x'])).toEqual([{ node: 'a', words: ['sh', '--', 'x'] }]);
    // This one looks like a second host, and is refused where no host has that name.
    expect(placedCommands('a', words).map(({ node }) => node)).toEqual(['a', 'file']);
  });

  it('may be empty, for the caller to refuse', () => {
    expect(placedCommands('a', ['--in', 'b', '--'])).toEqual([
      { node: 'a', words: [] },
      { node: 'b', words: [] },
    ]);
  });
});
