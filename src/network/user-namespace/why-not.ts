import { readFileSync } from 'node:fs';

/** What the kernel says of user namespaces; undefined where it has no such setting. */
export interface UserNamespaceSettings {
  /** user.max_user_namespaces */
  readonly most?: number;
  /** kernel.apparmor_restrict_unprivileged_userns (Ubuntu 23.10 and newer). */
  readonly appArmorRestricts?: boolean;
  /** kernel.unprivileged_userns_clone (older Debian). */
  readonly cloneAllowed?: boolean;
}

export function readUserNamespaceSettings(): UserNamespaceSettings {
  const number = (path: string) => {
    try {
      return Number(readFileSync(`/proc/sys/${path}`, 'utf8'));
    } catch {
      return undefined;
    }
  };
  const most = number('user/max_user_namespaces');
  const restricts = number('kernel/apparmor_restrict_unprivileged_userns');
  const clone = number('kernel/unprivileged_userns_clone');
  return {
    ...(most !== undefined && { most }),
    ...(restricts !== undefined && { appArmorRestricts: restricts !== 0 }),
    ...(clone !== undefined && { cloneAllowed: clone !== 0 }),
  };
}

const ROOT = 'or run as root';

/** Why a user namespace could not be made or used, given the settings and what the attempt said. */
export function whyNot(settings: UserNamespaceSettings, said: string): { why: string; advice: string } {
  const setting = (line: string) => ({
    why: `not root, and user namespaces are not allowed (${line})`,
    advice: `sudo sysctl -w ${line.replace(/=.*/, '')}`,
  });
  if (settings.most === 0) {
    const { why, advice } = setting('user.max_user_namespaces=0');
    return { why, advice: `${advice}=10000, ${ROOT}` };
  }
  if (settings.cloneAllowed === false) {
    const { why, advice } = setting('kernel.unprivileged_userns_clone=0');
    return { why, advice: `${advice}=1, ${ROOT}` };
  }
  if (settings.appArmorRestricts === true) {
    const { why, advice } = setting('kernel.apparmor_restrict_unprivileged_userns=1');
    return { why, advice: `${advice}=0 (AppArmor, Ubuntu 23.10 and newer), ${ROOT}` };
  }
  return {
    why: `not root, and a user namespace does not do here (${said})`,
    advice: `run as root; in a container: docker run --security-opt seccomp=unconfined --device /dev/net/tun`,
  };
}
