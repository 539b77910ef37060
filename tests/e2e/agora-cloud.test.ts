import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isRoot, rehearseValid, scratchDirectory, writeScenario } from './longhaul.ts';

const { AGORA_APP_ID = '', AGORA_APP_CERTIFICATE = '' } = process.env;
const why = !isRoot
  ? 'needs root'
  : AGORA_APP_ID === '' || AGORA_APP_CERTIFICATE === ''
    ? 'needs AGORA_APP_ID and AGORA_APP_CERTIFICATE, and the internet'
    : undefined;

/** The first run against Agora's own servers: `npm run test:agora`. Never run where there is no internet. */
describe.skipIf(why !== undefined)(`Agora’s cloud${why === undefined ? '' : ` (skipped: it ${why})`}`, () => {
  it('carries a rehearsal: picture, sound, figures of its servers, a token renewed', async () => {
    const directory = scratchDirectory(onTestFinished);
    const file = writeScenario(
      directory,
      `
name: agora-cloud
duration: 20s
broadcast:
  transport:
    agora:
      appId: { env: AGORA_APP_ID }
      channel: longhaul-test-${Date.now()}
      certificate: { env: AGORA_APP_CERTIFICATE }
      tokenLifetime: 50 s
  video: { codec: h264, size: 640x360, fps: 25, bitrate: 800 kbps }
  firstMile: { rtt: 4 ms }
regions: [{ region: near, haul: { rtt: 4 ms }, access: { rtt: 10 ms, down: 20 Mbps, up: 5 Mbps } }]
`,
    );
    const { result } = await rehearseValid(file, directory, { attempts: 3 });
    const [take] = result.takes;
    const [viewer] = take?.viewers ?? [];
    expect(viewer?.metrics.latency?.type).toBe('distribution');
    expect(viewer?.metrics.audioLatency?.type).toBe('distribution');
    const said = take?.sdk?.find(({ participant }) => participant === viewer?.id);
    expect(said?.figures.videoEndToEndDelayMs?.p50).toBeGreaterThan(0);
    expect(said?.events.map(({ what }) => what)).toContain('token-renewed');
    console.log(`report: ${join(directory, 'attempt-1', 'index.html')}`, JSON.stringify(said, null, 1));
  });
});
