import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/lib/errors.ts';
import { chooseBackend } from '../../src/network/choose-backend.ts';
import { topology } from './support/profiles.ts';

describe('chooseBackend', () => {
  it('refuses an unknown name and lists the known ones', async () => {
    const choice = chooseBackend('netm', { topology: topology(['a', 'b'], [], []) });
    await expect(choice).rejects.toThrow(InputError);
    await expect(choice).rejects.toThrow(/expected one of auto, .*tun.*; got "netm"/);
  });
});
