import { join } from 'node:path';
import type { LiveAddress, LiveServer } from '../../live/server/live-server.ts';
import type { Result } from '../../model/result/result.ts';
import type { OnProgress } from '../../take/progress.ts';
import type { Terminal } from '../command.ts';
import { whyText } from '../messages/failure-text.ts';
import { RESULT_WORDS } from '../messages/result-words.ts';
import { say } from '../messages/say.ts';

/** Live page and OpenMetrics of a rehearsal; closed on every way out of the scope that opened it. */
export interface Live extends AsyncDisposable {
  /** Tells `others` and then the page; whatever goes wrong with the page stays there. */
  readonly follow: (others: OnProgress) => OnProgress;
  /** Tells that the reports lie in the directory. */
  finish(result: Result | undefined, directory: string): void;
}

/** Starts what was asked for. Throws InputError when an address cannot be had. */
export async function openLive(
  asked: { readonly live: LiveAddress | undefined; readonly metrics: LiveAddress | undefined },
  terminal: Terminal,
): Promise<Live> {
  const { live, metrics } = asked;
  if (live === undefined && metrics === undefined)
    return { follow: (others) => others, finish: () => {}, [Symbol.asyncDispose]: async () => {} };
  const [{ LiveRehearsal }, { startLiveServer }] = await Promise.all([
    import('../../live/live-rehearsal.ts'),
    import('../../live/server/live-server.ts'),
  ]);
  const rehearsal = new LiveRehearsal();
  const servers: LiveServer[] = [];
  let isBroken = false;
  const closeAll = async () => {
    await Promise.all(servers.map((server) => server.close()));
  };
  const attempt = (action: () => void) => {
    if (isBroken) return;
    try {
      action();
    } catch (error) {
      isBroken = true;
      terminal.log(say(terminal, RESULT_WORDS.livePageStops, { why: whyText(error).message }));
    }
  };
  try {
    if (live !== undefined) {
      const server = await startLiveServer({ ...live, option: '--live', rehearsal });
      servers.push(server);
      terminal.log(say(terminal, RESULT_WORDS.livePage, { url: server.url }));
    }
    // The live page's server reports them too.
    if (metrics !== undefined && !isSame(live, metrics)) {
      const server = await startLiveServer({ ...metrics, option: '--metrics', rehearsal });
      servers.push(server);
      const url = `${server.url.replace(/#.*$/, '')}metrics`;
      terminal.log(
        server.token === undefined
          ? say(terminal, RESULT_WORDS.openMetrics, { url })
          : say(terminal, RESULT_WORDS.openMetricsToken, { url, token: server.token }),
      );
    }
  } catch (error) {
    await closeAll();
    throw error;
  }
  return {
    follow: (others) => (progress) => {
      others(progress);
      attempt(() => rehearsal.follow(progress));
    },
    finish(result, directory) {
      if (result !== undefined) attempt(() => rehearsal.finish(result.outcome, join(directory, 'index.html')));
    },
    async [Symbol.asyncDispose]() {
      attempt(() => rehearsal.stop());
      await closeAll();
    },
  };
}

function isSame(a: LiveAddress | undefined, b: LiveAddress): boolean {
  return a?.host === b.host && a.port === b.port && b.port !== 0;
}
