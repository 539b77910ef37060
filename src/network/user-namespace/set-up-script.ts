/**
 * What the shell does first inside the user namespace, before the command in its arguments: a directory of our own where
 * `ip netns` keeps its names. Where /run/netns does not exist, and only root may make it, a new /run takes the place of the
 * old one, with all that is in that: the shell stands in the old one, which is therefore still to be had as ".".
 */
export const SET_UP_SCRIPT = `
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

/** Command and arguments that run another as root of a new user namespace; everything else stays as it is, the network too. */
export function insideUserNamespace(unshare: string, command: readonly string[]): [string, ...string[]] {
  return [
    ...([unshare, '--user', '--map-root-user', '--mount', '--', '/bin/sh', '-c'] as const),
    ...[`${SET_UP_SCRIPT}exec "$@"`, 'longhaul', ...command],
  ];
}
