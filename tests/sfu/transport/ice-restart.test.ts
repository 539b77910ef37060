import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sleep } from '../../../src/lib/clock.ts';
import { parseIceFragment } from '../../../src/sfu/sdp/ice-fragment.ts';
import { parseOffer } from '../../../src/sfu/sdp/sdp-offer.ts';
import { isRequest, isSignedBy, isStun, resign } from '../../../src/sfu/transport/ice/stun-message.ts';
import { RtpPeer, VP8_DELTA, VP8_KEY } from '../support/rtp-peer.ts';
import { STREAM, TestOrigin } from '../support/test-origin.ts';

const REMOTE = { iceUfrag: 'anew', icePwd: 'anewanewanewanewanewanew' };
const RESTART = parseIceFragment(`a=ice-ufrag:${REMOTE.iceUfrag}\na=ice-pwd:${REMOTE.icePwd}\n`);

/** Returns a binding request that nominates its pair; its signature is added by `resign`. */
function nomination(transaction: number): Buffer {
  const attributes = Buffer.from([
    ...[0, 6, 0, 0], // USERNAME
    ...[0, 0x24, 0, 4, 0x6e, 0, 0xff, 0xff], // PRIORITY
    ...[0, 0x25, 0, 0], // USE-CANDIDATE
    ...[0x80, 0x2a, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8], // ICE-CONTROLLING
  ]);
  const header = Buffer.alloc(20, transaction);
  header.writeUInt16BE(1, 0);
  header.writeUInt16BE(attributes.length, 2);
  header.writeUInt32BE(0x2112_a442, 4);
  return Buffer.concat([header, attributes]);
}

/** Returns the answer to a check of the origin's, with the address it came from (XOR-MAPPED-ADDRESS of 127.0.0.1:0). */
function answerTo(request: Buffer): Buffer {
  const answer = Buffer.concat([
    request.subarray(0, 20),
    Buffer.from([0, 0x20, 0, 8, 0, 1, 0x21, 0x12, 0x21 ^ 127, 0x12, 0xa4, 0x42 ^ 1]),
  ]);
  answer.writeUInt16BE(0x0101, 0);
  answer.writeUInt16BE(12, 2);
  return resign(answer, REMOTE.icePwd);
}

describe('an ICE restart of a viewer', () => {
  let test: TestOrigin;
  let socket: Socket;
  const arrived: Buffer[] = [];
  let publisher: RtpPeer;
  let viewer: RtpPeer;
  let sessionId: string;
  let sent = 0;

  beforeEach(async () => {
    test = new TestOrigin();
    arrived.length = 0;
    sent = 0;
    publisher = await test.publisher();
    viewer = new RtpPeer({ direction: 'RecvOnly' });
    const opened = await test.origin.watch(STREAM, parseOffer(viewer.offer), 'v');
    sessionId = opened.sessionId;
    await viewer.connect(opened.answer);
    socket = createSocket('udp4').bind(0, '127.0.0.1');
    await once(socket, 'listening');
    socket.on('message', (bytes, from) => {
      if (isStun(bytes) && isRequest(bytes)) socket.send(answerTo(bytes), from.port, from.address);
      else arrived.push(bytes);
    });
    await sleep(250);
  });
  afterEach(() => {
    viewer.close();
    test.close();
    socket.close();
  });

  const publish = async (packets: number) => {
    for (let n = 0; n < packets; n++) {
      publisher.sendRtp({ sequenceNumber: sent, payload: sent === 0 ? VP8_KEY : VP8_DELTA });
      sent += 1;
      await sleep(2);
    }
  };
  const restart = async () => {
    const change = await test.origin.changeIce(sessionId, RESTART);
    if (change.type !== 'restarted') throw new Error(change.type);
    const read = (pattern: RegExp) => pattern.exec(change.fragment)?.[1] ?? '';
    return {
      local: { iceUfrag: read(/a=ice-ufrag:(\S+)/), icePwd: read(/a=ice-pwd:(\S+)/) },
      port: Number(read(/udp \d+ \S+ (\d+) typ host/)),
    };
  };
  const check = (transaction: number, { iceUfrag, icePwd }: typeof REMOTE, from = REMOTE) =>
    resign(nomination(transaction), icePwd, { username: `${iceUfrag}:${from.iceUfrag}` });
  const media = () => arrived.filter((bytes) => !isStun(bytes));

  it('moves its media to the address that it nominates under the new credentials; DTLS goes on', async () => {
    await publish(20);
    await expect.poll(() => viewer.received.length).toBe(20);
    const { local, port } = await restart();
    // Until it nominates, media goes on where it went.
    await publish(20);
    await expect.poll(() => viewer.received.length).toBe(40);
    for (let transaction = 1; transaction <= 3 && media().length === 0; transaction++) {
      socket.send(check(transaction, local), port, '127.0.0.1');
      await expect.poll(() => arrived.some((bytes) => isStun(bytes) && isSignedBy(bytes, local.icePwd))).toBe(true);
      await publish(5);
    }
    const before = media().length;
    const receivedBefore = viewer.received.length;
    await publish(20);
    // SRTP of the same keys: all 20, and RTCP beside them.
    await expect.poll(() => media().length - before).toBeGreaterThanOrEqual(20);
    expect(viewer.received.length).toBe(receivedBefore);
  });

  it('answers nobody who does not know the new password', async () => {
    const { local, port } = await restart();
    socket.send(check(1, { ...local, icePwd: 'guessed' }), port, '127.0.0.1');
    socket.send(check(2, local, { ...REMOTE, iceUfrag: 'other' }), port, '127.0.0.1');
    socket.send(Buffer.from([0x80, 96, 0, 1]), port, '127.0.0.1');
    await sleep(200);
    expect(arrived).toEqual([]);
    socket.send(check(3, local), port, '127.0.0.1');
    await expect.poll(() => arrived.length).toBeGreaterThan(0);
    // The answer tells where the check came from (XOR-MAPPED-ADDRESS), not where the agent behind saw it come from.
    const mapped = Buffer.from([0, 0x20, 0, 8, 0, 1, 0, 0, 0x21 ^ 127, 0x12, 0xa4, 0x42 ^ 1]);
    mapped.writeUInt16BE(socket.address().port ^ 0x2112, 6);
    expect(arrived.filter(isStun)[0]?.includes(mapped)).toBe(true);
  });

  it('can come again: the port stays, the credentials before it end', async () => {
    const first = await restart();
    await test.origin.changeIce(sessionId, parseIceFragment('a=ice-ufrag:once\na=ice-pwd:anewanewanewanewanewanew\n'));
    const second = await restart();
    expect(second.port).toBe(first.port);
    socket.send(check(1, first.local), second.port, '127.0.0.1');
    await sleep(100);
    expect(arrived).toEqual([]);
  });

  it('opens one port however many come at once, and leaves none when the session ends meanwhile', async () => {
    const sockets = () => process.getActiveResourcesInfo().filter((type) => type === 'UDPWrap').length;
    const before = sockets();
    const [one, two] = await Promise.all([restart(), restart()]);
    expect(one.port).toBe(two.port);
    // Towards the peer, and towards the agent behind.
    expect(sockets()).toBe(before + 2);
    const other = new RtpPeer({ direction: 'RecvOnly' });
    const opened = await test.origin.watch(STREAM, parseOffer(other.offer), 'w');
    const change = test.origin.changeIce(opened.sessionId, RESTART);
    test.origin.end(opened.sessionId);
    expect(await change).toEqual({ type: 'no-session' });
    test.origin.end(sessionId);
    await expect.poll(sockets).toBe(before);
    other.close();
  });

  it('is answered with nothing once the session has ended', async () => {
    test.origin.end(sessionId);
    expect(await test.origin.changeIce(sessionId, RESTART)).toEqual({ type: 'no-session' });
  });
});
