import { addOutgoing } from './add-outgoing.ts';
import { askForKeyframes } from './ask-for-keyframes.ts';
import type { PageTransport } from './page-transport.ts';
import { HEAR_STEREO, sentOpusParameters } from './whip/opus-parameters.ts';
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
      opus: sentOpusParameters(media.encoding.audio),
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
      askForDependencyDescriptor(peer.addTransceiver('video', { direction: 'recvonly' }));
      peer.addTransceiver('audio', { direction: 'recvonly' });
    };
    const opus = task.stereo === true ? HEAR_STEREO : {};
    return new WhipSession(task, { addMedia, watches: true, offers: 'what this browser decodes', opus }, listener);
  },
};

/**
 * Asks for the dependency descriptor (AV1 RTP specification, appendix A), which says to a player of a layered stream what builds on
 * what. Does nothing in a browser that cannot ask.
 */
function askForDependencyDescriptor(transceiver: RTCRtpTransceiver): void {
  type Extensions = { uri: string; direction: string }[];
  const negotiable = transceiver as Partial<{
    getHeaderExtensionsToNegotiate(): Extensions;
    setHeaderExtensionsToNegotiate(extensions: Extensions): void;
  }>;
  const extensions = negotiable.getHeaderExtensionsToNegotiate?.() ?? [];
  for (const extension of extensions)
    if (extension.uri.includes('#dependency-descriptor')) extension.direction = 'sendrecv';
  negotiable.setHeaderExtensionsToNegotiate?.(extensions);
}
