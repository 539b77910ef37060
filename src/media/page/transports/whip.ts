import type { WhipTask } from '../../transports/whip-task.ts';
import { addOutgoing } from './add-outgoing.ts';
import { askForKeyframes } from './ask-for-keyframes.ts';
import type { PageTransport } from './page-transport.ts';
import { WhipSession } from './whip/whip-session.ts';

/** WHIP to publish (RFC 9725), WHEP to watch (draft-ietf-wish-whep). */
export const transport: PageTransport<WhipTask> = {
  publish(media, task, listener) {
    const { codec, keyframeIntervalMs } = media.encoding.video;
    let endKeyframes = () => {};
    const role = {
      offers: codec,
      async addMedia(peer: RTCPeerConnection) {
        const sender = await addOutgoing(peer, media);
        endKeyframes();
        if (keyframeIntervalMs !== undefined) endKeyframes = keyframesOf(peer, sender, keyframeIntervalMs);
      },
    };
    const keyframesOf = (peer: RTCPeerConnection, sender: RTCRtpSender, intervalMs: number) => {
      const isSending = () => peer.connectionState === 'connected';
      return askForKeyframes(sender, intervalMs, isSending, (text) => listener.note('page-error', { text }));
    };
    const session = new WhipSession(task, role, listener);
    return {
      connected: session.connected,
      connections: () => session.connections(),
      leave() {
        endKeyframes();
        return session.leave();
      },
    };
  },
  watch(task, listener) {
    const addMedia = (peer: RTCPeerConnection) => {
      peer.addTransceiver('video', { direction: 'recvonly' });
      peer.addTransceiver('audio', { direction: 'recvonly' });
    };
    return new WhipSession(task, { addMedia, offers: 'what this browser decodes' }, listener);
  },
};
