import { readFileSync } from 'node:fs';

/** Kernel settings for user namespaces; undefined where the kernel has no such setting. */
export interface UserNamespaceSettings {
  /** Value of user.max_user_namespaces. */
  readonly most?: number;
  /** Value of kernel.apparmor_restrict_unprivileged_userns (Ubuntu 23.10 and newer). */
  readonly appArmorRestricts?: boolean;
  /** Value of kernel.unprivileged_userns_clone (older Debian). */
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

/** Explains why a user namespace could not be created or used, from the settings and the error message of the attempt. */
export function explainRefusal(settings: UserNamespaceSettings, message: string): { why: string; advice: string } {
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
    why: `not root, and a user namespace does not work here (${message})`,
    advice: `run as root; in a container: docker run --security-opt seccomp=unconfined --device /dev/net/tun`,
  };
}
