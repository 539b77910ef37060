import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resign, usernameOf } from '../../../src/sfu/transport/ice/stun-message.ts';
import { IceFront } from './double/ice-front.ts';

const LOCAL = { iceUfrag: 'edge', icePwd: 'password-of-the-edge' };
const FIRST = { iceUfrag: 'one', icePwd: 'first-password-of-the-client' };
const SECOND = { iceUfrag: 'two', icePwd: 'second-password-of-the-client' };

/** Returns a binding request with a one-byte transaction id, an empty USERNAME and optionally USE-CANDIDATE. */
function request(transaction: number, nominates: boolean): Buffer {
  const attributes = Buffer.concat([Buffer.from([0, 6, 0, 0]), Buffer.from(nominates ? [0, 0x25, 0, 0] : [])]);
  const head = Buffer.from([
    0,
    1,
    0,
    attributes.length,
    0x21,
    0x12,
    0xa4,
    0x42,
    ...new Array<number>(12).fill(transaction),
  ]);
  return Buffer.concat([head, attributes]);
}

const check = (transaction: number, { iceUfrag }: typeof FIRST, nominates = true) =>
  resign(request(transaction, nominates), LOCAL.icePwd, { username: `${LOCAL.iceUfrag}:${iceUfrag}` });

/** Returns a success response to that request. */
function answer(to: Buffer, password: string): Buffer {
  const bytes = Buffer.from(to.subarray(0, 20));
  bytes.writeUInt16BE(0x0101, 0);
  bytes.writeUInt16BE(0, 2);
  return resign(bytes, password);
}

describe('the front of a transport without ICE restart', () => {
  let inner: Socket;
  let clients: [Socket, Socket];
  let front: IceFront;
  const bound = async () => {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return socket;
  };
  const got = async (socket: Socket): Promise<[Buffer, number]> => {
    const [bytes, { port }] = (await once(socket, 'message')) as [Buffer, { port: number }];
    return [bytes, port];
  };
  /** Sends bytes from `from` and returns what arrives at `to`. */
  const pass = async (from: Socket, bytes: Buffer, port: number, to: Socket) => {
    const coming = got(to);
    from.send(bytes, port, '127.0.0.1');
    return coming;
  };

  beforeEach(async () => {
    inner = await bound();
    clients = [await bound(), await bound()];
    const { port } = inner.address();
    front = await IceFront.open({ inner: { address: '127.0.0.1', port }, local: LOCAL, remote: FIRST });
  });
  afterEach(() => {
    front.close();
    for (const socket of [inner, ...clients]) socket.close();
  });

  it('passes checks on unchanged, and media to the address that the client nominated', async () => {
    const [at, elsewhere] = clients;
    const [passed, way] = await pass(at, check(1, FIRST), front.port, inner);
    expect(passed).toEqual(check(1, FIRST));
    // Checked from another address without nominating it: answered there, but media stays.
    await pass(elsewhere, check(2, FIRST, false), front.port, inner);
    expect((await pass(inner, answer(check(2, FIRST), LOCAL.icePwd), way, elsewhere))[1]).toBe(front.port);
    expect((await pass(inner, Buffer.from([0x80, 96, 1, 2]), way, at))[0]).toEqual(Buffer.from([0x80, 96, 1, 2]));
  });

  it('presents the same client to the transport after a restart and from another address', async () => {
    const [at, elsewhere] = clients;
    const [, way] = await pass(at, check(1, FIRST), front.port, inner);
    front.restart(SECOND);
    const [passed, sameWay] = await pass(elsewhere, check(2, SECOND), front.port, inner);
    expect([usernameOf(passed), sameWay]).toEqual(['edge:one', way]);
    expect(passed).toEqual(resign(check(2, SECOND), LOCAL.icePwd, { username: 'edge:one' }));
    const own = resign(request(3, false), FIRST.icePwd, { username: 'one:edge' });
    const [asked] = await pass(inner, own, way, elsewhere);
    expect(asked).toEqual(resign(own, SECOND.icePwd, { username: 'two:edge' }));
    expect((await pass(elsewhere, answer(own, SECOND.icePwd), front.port, inner))[0]).toEqual(
      answer(own, FIRST.icePwd),
    );
  });

  it('continues with a client that abandoned its restart, and admits no stranger', async () => {
    const [at] = clients;
    await pass(at, check(1, FIRST), front.port, inner);
    front.restart(SECOND);
    at.send(check(2, { iceUfrag: 'stranger', icePwd: '' }), front.port, '127.0.0.1');
    expect((await pass(at, check(3, FIRST), front.port, inner))[0]).toEqual(check(3, FIRST));
  });
});
