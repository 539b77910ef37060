/**
 * Shell script that runs in the user namespace before the command in its arguments: mounts a directory of our own where `ip
 * netns` keeps its names. If /run/netns does not exist, only root could create it, so a new /run with the same contents
 * replaces the old one. The shell's working directory is the old /run, which therefore stays reachable as ".".
 */
const SET_UP_SCRIPT = `
set -e
if [ -d /run/netns ]; then mount -t tmpfs -o mode=755 longhaul /run/netns
else (
  cd /run
  mount -t tmpfs -o mode=755 longhaul /run
  for entry in * .[!.]*; do
    if [ -L "./$entry" ]; then ln -s "$(readlink "./$entry")" "/run/$entry"
    elif [ -d "./$entry" ]; then mkdir "/run/$entry"; mount --no-canonicalize --rbind "./$entry" "/run/$entry"
    elif [ -e "./$entry" ]; then : > "/run/$entry"; mount --no-canonicalize --bind "./$entry" "/run/$entry"
    fi
  done
  mkdir /run/netns
) fi
`;

/** Wraps a command to run as root of a new user namespace; everything else stays the same, including the network. */
export function insideUserNamespace(unshare: string, command: readonly string[]): [string, ...string[]] {
  return [
    ...([unshare, '--user', '--map-root-user', '--mount', '--', '/bin/sh', '-c'] as const),
    ...[`${SET_UP_SCRIPT}exec "$@"`, 'longhaul', ...command],
  ];
}
