import { describe, expect, it } from 'vitest';
import { parseLiveAddress } from '../../../src/commands/options/live-option.ts';
import { InputError } from '../../../src/lib/errors.ts';

describe('--live and --metrics', () => {
  it('are loopback unless an address is named', () => {
    expect(parseLiveAddress('--live', undefined)).toBeUndefined();
    expect(parseLiveAddress('--live', true)).toEqual({ host: '127.0.0.1', port: 8899 });
    expect(parseLiveAddress('--live', 9000)).toEqual({ host: '127.0.0.1', port: 9000 });
    expect(parseLiveAddress('--live', 0)).toEqual({ host: '127.0.0.1', port: 0 });
    expect(parseLiveAddress('--metrics', '0.0.0.0:9000')).toEqual({ host: '0.0.0.0', port: 9000 });
    expect(parseLiveAddress('--live', '[::1]:9000')).toEqual({ host: '::1', port: 9000 });
    expect(parseLiveAddress('--live', 'studio-pc:9000')).toEqual({ host: 'studio-pc', port: 9000 });
  });

  it.each([
    ['--live', 65_536, '"65536"'],
    ['--live', -1, '"-1"'],
    ['--live', '', 'nothing'],
    ['--live', 'quickstart', '"quickstart"'],
    ['--live', '::1:9000', '"::1:9000"'],
    ['--live', 'a b:9000', '"a b:9000"'],
    ['--live', 1.5, '"1.5"'],
    ['--live', [1, 2], '2 of them'],
    ['--metrics', true, 'nothing'],
  ] as const)('%s refuses %j', (option, given, got) => {
    expect(() => parseLiveAddress(option, given)).toThrow(InputError);
    expect(() => parseLiveAddress(option, given)).toThrow(
      `${option}: expected a port from 0 to 65535, or HOST:PORT such as 0.0.0.0:8899; got ${got}`,
    );
  });
});
