/**
 * Observers of every RTCPeerConnection that anything in this page makes, so that W3C statistics can be taken of an SDK's media.
 * Import this before the SDK.
 */
const listeners = new Set<(connection: RTCPeerConnection) => void>();

globalThis.RTCPeerConnection = new Proxy(globalThis.RTCPeerConnection, {
  construct(target, args: ConstructorParameters<typeof RTCPeerConnection>, newTarget) {
    const connection = Reflect.construct(target, args, newTarget) as RTCPeerConnection;
    for (const listener of listeners) listener(connection);
    return connection;
  },
});

/** Calls back with each connection made from now on, until the signal aborts. */
export function onConnection(listener: (connection: RTCPeerConnection) => void, signal: AbortSignal): void {
  listeners.add(listener);
  signal.addEventListener('abort', () => listeners.delete(listener), { once: true });
}
