import { readPrivilege } from './privilege.ts';

/**
 * Returns the prefix for a command that creates network namespaces, or enters one and returns. Root of a user namespace
 * cannot return to the machine's network, which the user namespace does not own, so such a command starts in its own.
 */
export function ownNetworkPrefix(): readonly string[] {
  return readPrivilege() === 'user namespace' ? ['unshare', '--net', '--'] : [];
}
