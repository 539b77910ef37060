import { LiveRehearsal } from '../../src/live/live-rehearsal.ts';
import { startLiveServer } from '../../src/live/server/live-server.ts';
import { fixtureLines } from '../live/read-lines.ts';

/** Serves the live page of a recorded take as it stood when the take ended. */
export async function startSampleLive(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const rehearsal = new LiveRehearsal('a1');
  for (const line of fixtureLines('narrow')) rehearsal.follow({ type: 'recorded', line });
  return startLiveServer({ host: '127.0.0.1', port: 0, option: '--live', rehearsal });
}
