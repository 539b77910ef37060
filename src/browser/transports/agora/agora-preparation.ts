import type { LastmileProbeResult } from 'agora-rtc-sdk-ng';
import type { SdkFigures } from '../../../model/result/sdk-figures.ts';
import type { SessionListener } from '../page-transport.ts';
import { redact } from './agora-failure.ts';
import { agoraProbeFigures } from './agora-figures.ts';
import { AgoraRTC } from './agora-sdk.ts';
import type { AgoraTask } from './agora-task.ts';
import { createClient } from './create-client.ts';
import { prepareToken } from './fetch-token.ts';

/** Longest wait for the probe. It takes 7 s where all is well; without a route to the edge it would never end. */
const PROBE_LIMIT_MS = 20_000;
const PRELOAD_LIMIT_MS = 10_000;

let probed: SdkFigures = {};

/** Returns what the last-mile probe found before the take; empty without one. */
export function probeFigures(): SdkFigures {
  return probed;
}

/**
 * Does what an application does before a user joins: loads the channel, and probes the line. Neither can fail the take: a
 * failure is noted.
 */
export async function prepareForChannel(task: AgoraTask, note: SessionListener['note']): Promise<void> {
  const { appId, channel, uid, preload, lastmileProbe } = task;
  if (preload !== true && lastmileProbe !== true) return;
  // The SDK keeps area and access points for all that follows.
  createClient(task, 'audience', 'vp8');
  const token = await prepareToken(task);
  const attempt = async (what: string, limitMs: number, action: () => Promise<object>) => {
    try {
      note('transport', { what, ...(await inTime(action(), limitMs)) });
    } catch (error) {
      note('transport', { what: `${what}-failed`, reason: redact(String(error), [token ?? '']) });
    }
  };
  // The probe first: it loads the channel for itself, and uses that up.
  if (lastmileProbe === true)
    await attempt('lastmile-probe', PROBE_LIMIT_MS, async () => {
      const result: LastmileProbeResult = await AgoraRTC.startLastmileProbeTest(appId, channel, token ?? null, uid);
      probed = agoraProbeFigures(result);
      return { state: result.state, ...probed };
    });
  if (preload === true)
    await attempt('preloaded', PRELOAD_LIMIT_MS, async () => {
      await AgoraRTC.preload(appId, channel, token ?? null, uid);
      return {};
    });
}

function inTime<T>(action: Promise<T>, limitMs: number): Promise<T> {
  const tooLate = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error(`no answer in ${limitMs / 1000} s`)), limitMs),
  );
  return Promise.race([action, tooLate]);
}
