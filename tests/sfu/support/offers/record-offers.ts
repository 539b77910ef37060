/**
 * Records the offers beside this file again, from this machine's Chromium: `npx tsx
 * tests/sfu/support/offers/record-offers.ts`.
 */
import { writeFileSync } from 'node:fs';
import { chromium } from 'playwright';
import { which } from '../../../../src/lib/processes.ts';

const IN_PAGE = `(async () => {
  const canvas = document.createElement('canvas');
  canvas.getContext('2d');
  const stream = canvas.captureStream(30);
  const sound = new AudioContext().createMediaStreamDestination().stream;
  const prefer = (codec) => {
    const { codecs } = RTCRtpSender.getCapabilities('video');
    return codecs.filter(({ mimeType }) => mimeType.toLowerCase() === 'video/' + codec || mimeType.endsWith('/rtx'));
  };
  const publisher = async (codec) => {
    const pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
    pc.addTransceiver(sound.getTracks()[0], { direction: 'sendonly', streams: [stream] });
    const video = pc.addTransceiver(stream.getTracks()[0], { direction: 'sendonly', streams: [stream] });
    if (codec !== undefined) video.setCodecPreferences(prefer(codec));
    return (await pc.createOffer()).sdp;
  };
  const simulcast = async () => {
    const pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
    const sendEncodings = [
      { rid: 'q', scaleResolutionDownBy: 4 },
      { rid: 'h', scaleResolutionDownBy: 2 },
      { rid: 'f' },
    ];
    const video = pc.addTransceiver(stream.getTracks()[0], { direction: 'sendonly', streams: [stream], sendEncodings });
    video.setCodecPreferences(prefer('vp8'));
    return (await pc.createOffer()).sdp;
  };
  const viewer = async () => {
    const pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
    pc.addTransceiver('audio', { direction: 'recvonly' });
    pc.addTransceiver('video', { direction: 'recvonly' });
    return (await pc.createOffer()).sdp;
  };
  return {
    'publisher-all-codecs': await publisher(),
    'publisher-h264': await publisher('h264'),
    'publisher-av1': await publisher('av1'),
    'publisher-simulcast': await simulcast(),
    viewer: await viewer(),
  };
})()`;

const executablePath = await which('chromium-headless-shell', 'chromium', 'google-chrome');
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const page = await browser.newPage();
  const offers = (await page.evaluate(IN_PAGE)) as Record<string, string>;
  for (const [name, sdp] of Object.entries(offers)) writeFileSync(new URL(`${name}.sdp`, import.meta.url), sdp);
} finally {
  await browser.close();
}
