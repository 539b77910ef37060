import { addOutgoing } from './add-outgoing.ts';
import { askForDependencies } from './ask-for-dependencies.ts';
import { askForKeyframes } from './ask-for-keyframes.ts';
import type { PageTransport } from './page-transport.ts';
import { WhipSession } from './whip/whip-session.ts';
import type { WhipTask } from './whip/whip-task.ts';

/** WHIP to publish (RFC 9725), WHEP to watch (draft-ietf-wish-whep). */
export const transport: PageTransport<WhipTask> = {
  publish(media, task, listener) {
    const { codec, keyframeIntervalMs } = media.encoding.video;
    let keyframes: ReturnType<typeof setInterval> | undefined;
    const role = {
      watches: false,
      offers: codec,
      async addMedia(peer: RTCPeerConnection) {
        const sender = await addOutgoing(peer, media);
        clearInterval(keyframes);
        if (keyframeIntervalMs !== undefined)
          keyframes = askForKeyframes(sender, keyframeIntervalMs, (text) => listener.note('page-error', { text }));
      },
    };
    const session = new WhipSession(task, role, listener);
    return {
      connected: session.connected,
      connections: () => session.connections(),
      leave() {
        clearInterval(keyframes);
        return session.leave();
      },
    };
  },
  watch(task, listener) {
    const addMedia = (peer: RTCPeerConnection) => {
      askForDependencies(peer.addTransceiver('video', { direction: 'recvonly' }));
      peer.addTransceiver('audio', { direction: 'recvonly' });
    };
    return new WhipSession(task, { addMedia, watches: true, offers: 'what this browser decodes' }, listener);
  },
};
