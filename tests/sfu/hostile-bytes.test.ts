import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sleep } from '../../src/lib/clock.ts';
import { type OriginProcess, startOrigin } from '../../src/sfu/process/start-origin.ts';
import { writeReceiverReport } from '../../src/sfu/rtcp/rtcp-reports.ts';
import { resign } from '../../src/sfu/transport/ice/stun-message.ts';
import { frame } from '../../src/sfu/transport/ice-tcp/frames.ts';
import { recordedOffer } from './support/recorded-offer.ts';
import { RtpPeer, VP8_KEY } from './support/rtp-peer.ts';

const HERE = '127.0.0.1';
const SDP = { 'content-type': 'application/sdp' };
const PACKET_MS = 5;
const offer = recordedOffer('publisher-h264');

/** Writes a STUN message (RFC 8489); `claimed` is the length that an attribute says it has. */
function stun(type: number, attributes: readonly (readonly [type: number, value: Buffer, claimed?: number])[]): Buffer {
  const body = attributes.map(([name, value, claimed = value.length]) => {
    const bytes = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
    bytes.writeUInt16BE(name, 0);
    bytes.writeUInt16BE(claimed, 2);
    value.copy(bytes, 4);
    return bytes;
  });
  const header = Buffer.alloc(20);
  header.writeUInt16BE(type, 0);
  header.writeUInt16BE(Buffer.concat(body).length, 2);
  header.writeUInt32BE(0x2112_a442, 4);
  return Buffer.concat([header, ...body]);
}

/** Writes a DTLS record (RFC 6347 section 4.1) in the clear. */
function record(type: number, version: number, body: Buffer, claimed = body.length): Buffer {
  const header = Buffer.alloc(13);
  header[0] = type;
  header.writeUInt16BE(version, 1);
  header.writeUInt16BE(claimed, 11);
  return Buffer.concat([header, body]);
}

/** Writes the header of a handshake message's fragment, and nothing behind it. */
const fragment = (type: number, length: number, at: number, bytes: number) =>
  record(22, 0xfefd, Buffer.from([type, 0, length >> 8, length & 255, 0, 0, 0, at >> 8, at & 255, 0, 0, bytes]));

const [USERNAME, INTEGRITY, MAPPED, ERROR, PRIORITY, USE_CANDIDATE] = [6, 8, 0x20, 9, 0x24, 0x25];
const zeros = (bytes: number) => Buffer.alloc(bytes);
const post = (rest: string) => `POST /whip/x HTTP/1.1\r\nHost: a\r\nContent-Type: application/sdp\r\n${rest}`;

const REQUESTS: readonly (readonly [name: string, bytes: string | Buffer, answer: RegExp])[] = [
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', /^HTTP\/1.1 400/],
  ['a tunnel', 'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n', /^$/],
  ['a trace', 'TRACE / HTTP/1.1\r\nHost: a\r\n\r\n', /^HTTP\/1.1 405/],
  ['TLS', Buffer.from('16030100c8010000c40303', 'hex'), /^HTTP\/1.1 400/],
  ['UTF-16', Buffer.from('GET / HTTP/1.1\r\n\r\n', 'utf16le'), /^HTTP\/1.1 400/],
  ['two lengths', post('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'), /^HTTP\/1.1 400/],
  ['a length of -1', post('Content-Length: -1\r\n\r\n'), /^HTTP\/1.1 400/],
  ['a length of 23 digits', post(`Content-Length: ${'9'.repeat(23)}\r\n\r\n`), /^HTTP\/1.1 400/],
  ['a chunk of 2^63 bytes', post('Transfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\nabc'), /^$/],
  ['a chunk’s long extension', post(`Transfer-Encoding: chunked\r\n\r\n1;${'e'.repeat(1e5)}\r\n`), /^HTTP\/1.1 413/],
  ['chunks of a byte', post(`Transfer-Encoding: chunked\r\n\r\n${'1\r\nv\r\n'.repeat(5000)}0\r\n\r\n`), /1.1 400/],
  ['a field of 100 kB', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'y'.repeat(1e5)}\r\n\r\n`, /^HTTP\/1.1 431/],
  ['another expectation', post('Expect: wonders\r\nContent-Length: 3\r\n\r\nv=0'), /^HTTP\/1.1 417/],
  ['a malformed Host', 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n', /^HTTP\/1.1 400/],
  ['another path of each kind', post('\r\n').replace('/whip/x', 'http://[::1/whip'), /^HTTP\/1.1 400/],
];

/** Datagrams that anybody may send to a session's port; `user` is the name in its ICE checks. */
const datagrams = (user: Buffer): readonly Buffer[] => [
  ...[
    stun(1, []),
    stun(3, []),
    stun(0x3fff, []),
    stun(1, [[USERNAME, user, 60_000]]),
    stun(1, [[USERNAME, zeros(600)]]),
  ],
  ...[
    stun(1, [[INTEGRITY, zeros(20)]]),
    stun(1, [
      [USERNAME, user],
      [INTEGRITY, zeros(3)],
    ]),
    stun(0x101, [[MAPPED, zeros(2)]]),
  ],
  ...[
    stun(0x111, [[ERROR, zeros(0)]]),
    stun(0x17, [
      [0x12, zeros(8)],
      [0x13, zeros(1200)],
    ]),
    stun(1, [[0x7fff, zeros(4)]]),
  ],
  ...[
    [21, 2, 40],
    [21, 1, 0],
    [20, 1],
    [23, 1],
    [25, 1],
    [63, 1],
  ].map(([type = 0, ...body]) => record(type, 0xfefd, Buffer.from(body))),
  ...[0xfeff, 0xfefc, 0x0303, 0].map((version) => record(22, version, zeros(5), 65_535)),
  ...[0, 1, 2, 7, 8, 11, 12, 13, 14].flatMap((bytes) => [
    zeros(bytes),
    Buffer.alloc(bytes, 0x80),
    Buffer.from([0x80, 200, ...zeros(bytes)]),
  ]),
  zeros(60_000),
];

/** Checks that only the session's peer can send, since they take its password. */
const signed = (user: Buffer, password: string): readonly Buffer[] =>
  [
    ...[
      [],
      [[PRIORITY, zeros(4)]],
      [
        [PRIORITY, zeros(1)],
        [0x802a, zeros(3)],
      ],
      [[0x7abc, zeros(900)]],
    ],
    ...[
      [
        [PRIORITY, Buffer.alloc(4, 255)],
        [0x8029, Buffer.alloc(8, 255)],
      ],
      [
        [0x802a, zeros(8)],
        [0x8029, zeros(8)],
        [USE_CANDIDATE, zeros(0)],
      ],
    ],
  ].map((attributes) => resign(stun(1, [[USERNAME, user], ...(attributes as [number, Buffer][])]), password));

describe('bytes of no protocol, or of the wrong one', () => {
  let origin: OriginProcess;
  const exits: Error[] = [];
  const logs: string[] = [];
  const peers: RtpPeer[] = [];
  let sent = 0;
  let timers: NodeJS.Timeout[] = [];
  let neighbour: RtpPeer;
  let base: string;

  const join = async (peer: RtpPeer, url: string) => {
    peers.push(peer);
    const response = await fetch(url, { method: 'POST', body: peer.offer, headers: SDP });
    await peer.connect(await response.text());
    return response.headers.get('location') ?? '';
  };
  const create = async (name: string) =>
    (await fetch(`${base}/whip/${name}`, { method: 'POST', body: offer, headers: SDP })).text();

  /** Sends bytes to a port, and returns the beginning of what comes back within 300 ms. */
  const sendTo = (port: number, bytes: string | Buffer): Promise<string> =>
    new Promise((done) => {
      let got = '';
      const socket = connect(port, HERE, () => socket.write(bytes));
      socket.on('data', (data) => {
        got += data.toString('latin1', 0, 40);
      });
      socket.on('error', () => {});
      socket.on('close', () => done(got));
      setTimeout(() => socket.destroy(), 300);
    });

  beforeAll(async () => {
    origin = await startOrigin({
      ...{
        enter: { command: '', args: [] },
        address: HERE,
        port: 0,
        iceTcp: true,
        signal: new AbortController().signal,
      },
      ...{ onSecond: () => {}, onLog: (text) => logs.push(text), onExit: (error) => exits.push(error) },
    });
    base = new URL(origin.whipUrl).origin;
    const publisher = new RtpPeer({ direction: 'SendOnly' });
    neighbour = new RtpPeer({ direction: 'RecvOnly' });
    await join(publisher, origin.whipUrl);
    await join(neighbour, origin.whepUrl);
    await sleep(300);
    timers = [
      setInterval(() => neighbour.send(writeReceiverReport(1, [])), 1000),
      setInterval(() => {
        publisher.sendRtp({ sequenceNumber: sent & 0xffff, ...(sent === 0 && { payload: VP8_KEY }) });
        sent += 1;
      }, PACKET_MS),
    ];
  });
  afterAll(async () => {
    for (const timer of timers) clearInterval(timer);
    for (const peer of peers) peer.close();
    await origin?.close();
  });

  it('sent by HTTP are refused', async () => {
    const port = Number(new URL(base).port);
    const answers = await Promise.all(REQUESTS.map(([, bytes]) => sendTo(port, bytes)));
    for (const [index, [name, , expected]] of REQUESTS.entries()) expect(answers[index], name).toMatch(expected);
    const idle = Array.from({ length: 300 }, () => connect(port, HERE).on('error', () => {}));
    expect((await fetch(base)).status).toBe(200);
    for (const socket of idle) socket.destroy();
  });

  it('sent by thousands in one packet do not hold up the others', async () => {
    const socket = connect(Number(new URL(base).port), HERE).on('error', () => {});
    let answers = 0;
    socket.on('data', (data) => {
      answers += data.toString('latin1').split('HTTP/1.1 200').length - 1;
    });
    const closed = new Promise((done) => socket.once('close', done));
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(5000));
    await closed;
    expect(answers).toBeLessThanOrEqual(100);
  });

  it('sent over a TCP candidate end the connection at most', async () => {
    const answer = await create('tcp');
    const port = Number(/ tcp \d+ \S+ (\d+) typ host tcptype passive/.exec(answer)?.[1]);
    const check = frame(stun(1, [[USERNAME, Buffer.from(`${/ice-ufrag:(\S+)/.exec(answer)?.[1]}:x`)]]));
    const frames = [zeros(2), frame(zeros(1)), frame(zeros(2048)), frame(zeros(2049)), Buffer.alloc(12, 255)];
    const after = frames.map((one) => Buffer.concat([check, ...Array(20).fill(one)]));
    const answers = await Promise.all(
      [...frames, ...after, ...Array(50).fill(after[2])].map((one) => sendTo(port, one)),
    );
    expect(new Set(answers)).toEqual(new Set(['']));
  });

  it('sent over a TCP candidate by the peer itself, too short for a packet, end the connection where they are thousands', async () => {
    const answer = await create('tcp-peer');
    const read = (pattern: RegExp) => pattern.exec(answer)?.[1] ?? '';
    const user = `${read(/ice-ufrag:(\S+)/)}:${/ice-ufrag:(\S+)/.exec(offer)?.[1]}`;
    const check = frame(resign(stun(1, [[USERNAME, Buffer.from(user)]]), read(/ice-pwd:(\S+)/)));
    const open = async (bytes: Buffer) => {
      const socket = connect(Number(read(/ tcp \d+ \S+ (\d+) typ/)), HERE).on('error', () => {});
      const answered = once(socket, 'data');
      socket.write(check);
      await answered;
      socket.resume().write(bytes);
      return socket;
    };
    const some = await open(Buffer.alloc(2000));
    const thousands = await open(Buffer.alloc(100_000));
    await new Promise((done) => thousands.once('close', done));
    expect(some.destroyed).toBe(false);
    some.destroy();
  });

  it.each(['a stranger', 'the peer itself'])('sent by UDP from %s leave its session as it is', async (who) => {
    const [toOrigin, toPeer] = await Promise.all([openSocket(), openSocket()]);
    let originPort = 0;
    let [ours, password, peerPort] = ['', '', 0];
    const peer = new RtpPeer({
      direction: 'SendOnly',
      editAnswer(sdp) {
        originPort = Number(/ UDP \d+ \S+ (\d+) typ/i.exec(sdp)?.[1]);
        [ours, password] = [/ice-ufrag:(\S+)/.exec(sdp)?.[1] ?? '', /ice-pwd:(\S+)/.exec(sdp)?.[1] ?? ''];
        const udpOnly = sdp.replace(/^a=candidate:2 .*\r\n/gm, '');
        return udpOnly.replaceAll(`${HERE} ${originPort} typ`, `${HERE} ${toPeer.address().port} typ`);
      },
    });
    // Between the two, so that ours come from the same port as the peer's own.
    toPeer.on('message', (bytes, from) => {
      peerPort = from.port;
      toOrigin.send(bytes, originPort, HERE);
    });
    toOrigin.on('message', (bytes) => toPeer.send(bytes, peerPort, HERE));
    const session = await join(peer, `${base}/whip/${who.replaceAll(' ', '-')}`);
    const from = who === 'a stranger' ? await openSocket() : toOrigin;
    const user = Buffer.from(`${ours}:${/ice-ufrag:(\S+)/.exec(peer.offer)?.[1]}`);
    const fragments = [
      fragment(1, 60_000, 59_990, 100),
      fragment(2, 0, 0, 0),
      fragment(20, 12, 0, 12),
      fragment(0, 0, 0, 0),
    ];
    for (const bytes of [...datagrams(user), ...signed(user, password), ...fragments])
      for (let times = 0; times < 20; times++) await new Promise((done) => from.send(bytes, originPort, HERE, done));
    await sleep(300);
    expect((await fetch(session)).status).toBe(204);
    for (const socket of new Set([toOrigin, toPeer, from])) socket.close();
  });

  it('cost a neighbour not one packet meanwhile, and leave nothing to say', async () => {
    for (const timer of timers) clearInterval(timer);
    await expect.poll(() => neighbour.received.length).toBe(sent);
    expect(sent).toBeGreaterThan(100);
    expect(exits).toEqual([]);
    expect(logs.filter((text) => /error in the origin|uncaught|unhandled|request failed/.test(text))).toEqual([]);
  });
});

async function openSocket(): Promise<Socket> {
  const socket = createSocket('udp4').bind(0, HERE);
  await once(socket, 'listening');
  return socket;
}
