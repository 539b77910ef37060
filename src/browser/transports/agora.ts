import { AgoraAudience } from './agora/agora-audience.ts';
import { AgoraHost } from './agora/agora-host.ts';
import { prepareForChannel } from './agora/agora-preparation.ts';
import { AgoraSession } from './agora/agora-session.ts';
import type { AgoraTask } from './agora/agora-task.ts';
import type { PageTransport } from './page-transport.ts';

/** Agora's own SDK, unmodified: a host with custom tracks, viewers as the audience of a live channel. */
export const transport: PageTransport<AgoraTask> = {
  prepare: prepareForChannel,
  publish: (media, task, listener) => new AgoraSession(task, new AgoraHost(media, task, listener), listener),
  watch: (task, listener) => new AgoraSession(task, new AgoraAudience(task, listener), listener),
};
