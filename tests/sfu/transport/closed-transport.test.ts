import { expect, it } from 'vitest';
import { collectGarbage } from '../../../src/lib/collect-garbage.ts';
import { parseOffer } from '../../../src/sfu/sdp/sdp-offer.ts';
import { WebRtcTransport } from '../../../src/sfu/transport/webrtc-transport.ts';
import { RtpPeer } from '../support/rtp-peer.ts';

/** Opens a transport, closes it, and returns what may be left of it. */
async function openAndClose(): Promise<WeakRef<WebRtcTransport>> {
  const peer = new RtpPeer({ direction: 'RecvOnly' });
  const transport = await WebRtcTransport.open(parseOffer(peer.offer), { address: '127.0.0.1' });
  transport.listen({ onOpen: () => {}, onRtp: () => {}, onRtcp: () => {}, onClosed: () => {} });
  transport.close();
  peer.close();
  return new WeakRef(transport);
}

it('A closed transport is not kept by the library', async () => {
  const closed = [await openAndClose(), await openAndClose(), await openAndClose()];
  const left = () => {
    collectGarbage();
    return closed.filter((one) => one.deref() !== undefined).length;
  };
  await expect.poll(left, { timeout: 5000 }).toBe(0);
});
