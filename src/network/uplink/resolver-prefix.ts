/** Sockets through which the C library queries this machine's own resolver, whatever the namespace. */
const RESOLVER_SOCKETS = ['/run/systemd/resolve/io.systemd.Resolve', '/run/nscd/socket'];

/**
 * Returns a prefix for commands inside `ip netns exec`, which gives them a mount namespace of their own: there, names are
 * resolved by `nameServer` only. The file is bind-mounted, so it can be unlinked at once. Without /etc/resolv.conf the C
 * library queries the host itself.
 */
export function resolverPrefix(nameServer: string): readonly string[] {
  const script = `
set -e
if [ -e /etc/resolv.conf ]; then
  file=$(mktemp)
  echo 'nameserver ${nameServer}' > "$file"
  chmod 644 "$file"
  mount --bind "$file" /etc/resolv.conf
  rm "$file"
fi
for socket in ${RESOLVER_SOCKETS.join(' ')}; do
  if [ -S "$socket" ]; then mount --bind /dev/null "$socket"; fi
done
exec "$@"`;
  return ['/bin/sh', '-c', script, 'longhaul'];
}
