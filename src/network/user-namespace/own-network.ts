import { privilege } from './privilege.ts';

/**
 * Put before a command that makes network namespaces, or enters one and comes back. Whoever is root of a user namespace only
 * cannot come back to the machine's own network, which is not the user namespace's: it starts from one of its own.
 */
export function ownNetwork(): readonly string[] {
  return privilege() === 'user namespace' ? ['unshare', '--net', '--'] : [];
}
