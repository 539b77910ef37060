/** Every connection that anybody in this page makes: our W3C statistics of an SDK's media come from it. Import before the SDK. */
const listeners = new Set<(connection: RTCPeerConnection) => void>();

globalThis.RTCPeerConnection = new Proxy(globalThis.RTCPeerConnection, {
  construct(target, args: ConstructorParameters<typeof RTCPeerConnection>, newTarget) {
    const connection = Reflect.construct(target, args, newTarget) as RTCPeerConnection;
    for (const listener of listeners) listener(connection);
    return connection;
  },
});

/** Told of each that is made from now on, until the signal aborts. */
export function onConnection(listener: (connection: RTCPeerConnection) => void, signal: AbortSignal): void {
  listeners.add(listener);
  signal.addEventListener('abort', () => listeners.delete(listener), { once: true });
}
