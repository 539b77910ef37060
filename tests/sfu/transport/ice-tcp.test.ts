import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sleep } from '../../../src/lib/clock.ts';
import { resign } from '../../../src/sfu/transport/ice/stun-message.ts';
import { FrameReader, frame } from '../../../src/sfu/transport/ice-tcp/frames.ts';
import { IceTcp } from '../../../src/sfu/transport/ice-tcp/ice-tcp.ts';
import { VP8_DELTA, VP8_KEY } from '../support/rtp-peer.ts';
import { openTcpAdapter, type TcpAdapter } from '../support/tcp-adapter.ts';
import { TestOrigin } from '../support/test-origin.ts';

const PACKETS = 200;
const PASSWORD = 'a-password-of-22-bytes';

describe('the origin where UDP is blocked', () => {
  let iceTcp: IceTcp;
  let test: TestOrigin;
  const adapters: TcpAdapter[] = [];

  beforeEach(async () => {
    iceTcp = await IceTcp.open('127.0.0.1');
    test = new TestOrigin({ iceTcp });
  });

  afterEach(() => {
    test.close();
    iceTcp.close();
    for (const adapter of adapters.splice(0)) adapter.close();
  });

  /** Lets a peer connect by the answer's TCP candidate alone. */
  const overTcp = async () => {
    const adapter = await openTcpAdapter(iceTcp.candidate.port);
    adapters.push(adapter);
    const editAnswer = (sdp: string) =>
      sdp
        .replace(/^a=candidate:2 1 tcp .*\r\n/gm, '')
        .replace(/(127\.0\.0\.1) \d+ typ host/g, `$1 ${adapter.port} typ host`);
    return { adapter, editAnswer };
  };

  it('gets a stream over TCP, and sends it over TCP, packet for packet', async () => {
    const publisher = await test.publisher({ editAnswer: (await overTcp()).editAnswer });
    const viewer = await test.viewer('v', { editAnswer: (await overTcp()).editAnswer });
    for (let n = 0; n < PACKETS; n++) {
      publisher.sendRtp({ sequenceNumber: n, payload: n === 0 ? VP8_KEY : VP8_DELTA });
      await sleep(2);
    }
    await expect.poll(() => viewer.received.length).toBe(PACKETS);
    const numbers = viewer.received.map(({ sequenceNumber }) => sequenceNumber);
    expect(numbers.map((number) => (number - (numbers[0] ?? 0)) & 0xffff)).toEqual([...Array(PACKETS).keys()]);
  });

  it('offers its TCP candidate below that of UDP, in each section', async () => {
    let answer = '';
    await test.publisher({
      editAnswer(sdp) {
        answer = sdp;
        return sdp.replace(/^a=candidate:2 .*\r\n/gm, '');
      },
    });
    const [udp, tcp] = answer.match(/^a=candidate:.*$/gm) ?? [];
    expect(tcp?.trim()).toBe(
      `a=candidate:2 1 tcp 1520435199 127.0.0.1 ${iceTcp.candidate.port} typ host tcptype passive`,
    );
    expect(Number(udp?.split(' ')[3])).toBeGreaterThan(1_520_435_199);
  });

  it.each([
    ['an HTTP request', Buffer.from('GET / HTTP/1.1\r\nHost: origin\r\n\r\n')],
    ['a frame that is no check', frame(Buffer.from('hello'))],
    ['a check for a session that does not exist', frame(resign(checkFor('nope:peer'), PASSWORD))],
    ['a check that nobody signed', frame(checkFor('ours:peer'))],
    ['a check under another password', frame(resign(checkFor('ours:peer'), 'guessed'))],
  ])('ends a connection that begins with %s', async (_, bytes) => {
    iceTcp.add('ours', { port: 9, icePwd: PASSWORD });
    const socket = connect(iceTcp.candidate.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(bytes);
    await ended(socket);
  });

  it('answers a check with the address that the peer has, not with that inside this host', async () => {
    const session = createSocket('udp4').bind(0, '127.0.0.1');
    await once(session, 'listening');
    iceTcp.add('ours', { port: session.address().port, icePwd: PASSWORD });
    const socket = connect(iceTcp.candidate.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(frame(resign(checkFor('ours:peer'), PASSWORD)));
    const [, inside] = (await once(session, 'message')) as [Buffer, { port: number }];
    const reader = new FrameReader(2048);
    const got: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => got.push(...reader.read(chunk)));
    const answer = resign(answerFrom(inside.port), PASSWORD);
    // Others pass as they are: without proof that they come from the session, or no answers.
    const others = [resign(answerFrom(inside.port), 'another'), checkFor('peer:ours'), Buffer.from([0x80, 96, 1, 2])];
    for (const packet of [answer, ...others]) session.send(packet, inside.port, '127.0.0.1');
    await expect.poll(() => got.length).toBe(4);
    expect(got[0]).toEqual(resign(answerFrom(socket.localPort ?? 0), PASSWORD));
    expect(got.slice(1)).toEqual(others);
    expect(inside.port).not.toBe(socket.localPort);
    iceTcp.remove('ours');
    await ended(socket);
    session.close();
  });

  it('lets neither strangers nor one session take the places of others', async () => {
    const sessions = await Promise.all(
      ['greedy', 'other'].map(async (ufrag) => {
        const socket = createSocket('udp4').bind(0, '127.0.0.1');
        await once(socket, 'listening');
        iceTcp.add(ufrag, { port: socket.address().port, icePwd: PASSWORD });
        return socket;
      }),
    );
    const open = async (ufrag?: string) => {
      const socket = connect(iceTcp.candidate.port, '127.0.0.1').on('error', () => {});
      await once(socket, 'connect');
      if (ufrag !== undefined) socket.write(frame(resign(checkFor(`${ufrag}:peer`), PASSWORD)));
      return socket;
    };
    const strangers = await Promise.all(Array.from({ length: 300 }, () => open()));
    const greedy: Socket[] = [];
    for (let n = 0; n < 20; n++) {
      greedy.push(await open('greedy'));
      await once(sessions[0] as NodeJS.EventEmitter, 'message');
    }
    const heard = once(sessions[1] as NodeJS.EventEmitter, 'message');
    const other = await open('other');
    expect((await heard)[0]).toEqual(resign(checkFor('other:peer'), PASSWORD));
    const ended = (sockets: readonly Socket[]) => sockets.map((socket) => socket.resume().closed);
    await expect.poll(() => ended(greedy)).toEqual([...Array(12).fill(true), ...Array(8).fill(false)]);
    // 21 others came as strangers, too, and left.
    await expect.poll(() => ended(strangers).filter(Boolean).length).toBeGreaterThanOrEqual(100);
    expect(ended(strangers).filter((one) => !one).length).toBeGreaterThan(150);
    for (const socket of [...strangers, ...greedy, other]) socket.destroy();
    for (const session of sessions) session.close();
  });

  it('ends the connections of a session with it', async () => {
    const session = createSocket('udp4').bind(0, '127.0.0.1');
    await once(session, 'listening');
    iceTcp.add('ours', { port: session.address().port, icePwd: PASSWORD });
    const socket = connect(iceTcp.candidate.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(frame(resign(checkFor('ours:peer'), PASSWORD)));
    const [check] = (await once(session, 'message')) as [Buffer];
    expect(check).toEqual(resign(checkFor('ours:peer'), PASSWORD));
    expect(socket.readyState).toBe('open');
    iceTcp.remove('ours');
    await ended(socket);
    session.close();
  });
});

/** Builds a binding request with nothing but a user name. */
function checkFor(username: string): Buffer {
  const padded = Math.ceil(username.length / 4) * 4;
  const check = Buffer.alloc(24 + padded);
  check.writeUInt16BE(1, 0);
  check.writeUInt16BE(4 + padded, 2);
  check.writeUInt32BE(0x2112_a442, 4);
  check.writeUInt16BE(6, 20);
  check.writeUInt16BE(username.length, 22);
  check.write(username, 24);
  return check;
}

/** Builds an answer that tells where on this machine a check came from. */
function answerFrom(port: number): Buffer {
  const answer = Buffer.alloc(32);
  answer.writeUInt16BE(0x0101, 0);
  answer.writeUInt16BE(12, 2);
  answer.writeUInt32BE(0x2112_a442, 4);
  answer.writeUInt16BE(0x0020, 20);
  answer.writeUInt16BE(8, 22);
  answer.writeUInt16BE(1, 24);
  answer.writeUInt16BE(port ^ 0x2112, 26);
  answer.writeUInt32BE((0x7f00_0001 ^ 0x2112_a442) >>> 0, 28);
  return answer;
}

async function ended(socket: Socket): Promise<void> {
  socket.on('error', () => {});
  socket.resume();
  if (!socket.destroyed) await once(socket, 'close');
}
