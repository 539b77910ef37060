import { describe, expect, it } from 'vitest';
import { explainRefusal } from '../../../src/network/user-namespace/explain-refusal.ts';

describe('why an ordinary user cannot shape networks', () => {
  it.each([
    [{ most: 0, appArmorRestricts: true }, 'user.max_user_namespaces=0', 'sysctl -w user.max_user_namespaces=10000'],
    [{ most: 9, cloneAllowed: false }, 'unprivileged_userns_clone=0', 'sysctl -w kernel.unprivileged_userns_clone=1'],
    [{ most: 9, appArmorRestricts: true }, 'userns=1', 'kernel.apparmor_restrict_unprivileged_userns=0 (AppArmor'],
    [
      { most: 9, cloneAllowed: true, appArmorRestricts: false },
      'mount: permission denied',
      'run as root; in a container',
    ],
  ] as const)('with %j: names what forbids it, and the way out', (settings, found, wayOut) => {
    const { why, advice } = explainRefusal(settings, 'mount: permission denied');
    expect(why).toMatch(/^not root, and/);
    expect(why).toContain(found);
    expect(advice).toContain(wayOut);
    expect(advice).toContain('run as root');
  });
});
