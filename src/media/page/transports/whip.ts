import type { WhipTask } from '../../transports/whip-task.ts';
import { connected } from '../connected.ts';
import { addOutgoing } from './add-outgoing.ts';
import { askForKeyframes } from './ask-for-keyframes.ts';
import type { PageTransport, SessionListener, TransportSession } from './page-transport.ts';
import { type Exchange, exchange } from './whip-exchange.ts';

/** Of a DELETE's answer, which a dead path never brings. */
const LEAVE_LIMIT_MS = 500;

/** WHIP to publish (RFC 9725), WHEP to watch (its draft): one connection, one exchange of offer and answer. */
export const transport: PageTransport<WhipTask> = {
  publish(media, task, listener) {
    let sender: RTCRtpSender | undefined;
    let keyframes: ReturnType<typeof setInterval> | undefined;
    const session = begin(task, listener, async (connection) => {
      sender = await addOutgoing(connection, media);
    });
    const intervalMs = media.encoding.video.keyframeIntervalMs;
    const connected = session.connected.then((answer) => {
      if (intervalMs !== undefined && sender !== undefined)
        keyframes = askForKeyframes(sender, intervalMs, (text) => listener.note('page-error', { text }));
      return answer;
    });
    return {
      ...session,
      connected,
      leave() {
        clearInterval(keyframes);
        return session.leave();
      },
    };
  },
  watch: (task, listener) =>
    begin(task, listener, (connection) => {
      connection.addTransceiver('video', { direction: 'recvonly' });
      connection.addTransceiver('audio', { direction: 'recvonly' });
      connection.addEventListener('track', ({ track }) => listener.onTrack(track));
    }),
};

function begin(
  { url }: WhipTask,
  { inTime, note }: SessionListener,
  setUp: (connection: RTCPeerConnection) => Promise<void> | void,
): TransportSession {
  const connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
  connection.addEventListener('connectionstatechange', () =>
    note('connection-state', { state: connection.connectionState }),
  );
  const leaving = new AbortController();
  const signal = AbortSignal.any([inTime, leaving.signal]);
  let exchanged: Exchange | undefined;
  const connect = async () => {
    await setUp(connection);
    exchanged = await exchange(connection, url, signal);
    await connected(connection, signal);
    return { answerMs: exchanged.answerMs };
  };
  return {
    connected: connect(),
    connections: () => [connection],
    async leave() {
      leaving.abort();
      const late = new Promise((resolve) => setTimeout(resolve, LEAVE_LIMIT_MS));
      await Promise.race([exchanged?.remove().catch(() => {}), late]);
      connection.close();
    },
  };
}
