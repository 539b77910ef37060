/** Sockets by which the C library asks this machine's own resolver, whatever the namespace. */
const RESOLVER_SOCKETS = ['/run/systemd/resolve/io.systemd.Resolve', '/run/nscd/socket'];

/**
 * Put before a command inside `ip netns exec`, which gives it a mount namespace of its own: there, names are asked of
 * `nameServer` and of nobody else. The file is bound, so its name may go at once. Where there is none the C library asks
 * the host itself.
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
