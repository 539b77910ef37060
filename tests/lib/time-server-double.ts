import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { wallMs } from '../../src/lib/clock.ts';

const UNIX_EPOCH_S = 2_208_988_800;

/** A time server on this machine that answers as a test tells it to. */
export class TimeServerDouble {
  readonly #socket: Socket;
  port = 0;

  static async open(answer: (question: Buffer) => readonly Buffer[]): Promise<TimeServerDouble> {
    const socket = createSocket('udp4');
    const server = new TimeServerDouble(socket);
    socket.on('message', (question, { port, address }) => {
      for (const each of answer(question)) socket.send(each, port, address);
    });
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    server.port = socket.address().port;
    return server;
  }

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  close() {
    this.#socket.close();
  }
}

function writeTime(packet: Buffer, at: number, ms: number): void {
  packet.writeUInt32BE((Math.floor(ms / 1000) + UNIX_EPOCH_S) % 2 ** 32, at);
  packet.writeUInt32BE(Math.floor(((ms % 1000) / 1000) * 2 ** 32), at + 4);
}

/** Builds the response of a server whose clock is `aheadMs` ahead. */
export function answerTo(question: Buffer, aheadMs: number, { flags = 0x24, stratum = 2, kiss = '' } = {}): Buffer {
  const answer = Buffer.alloc(48);
  answer[0] = flags;
  answer[1] = stratum;
  answer.writeUInt32BE(0.01 * 2 ** 16, 4);
  answer.writeUInt32BE(0.002 * 2 ** 16, 8);
  answer.write(kiss, 12, 'latin1');
  question.copy(answer, 24, 40, 48);
  writeTime(answer, 32, wallMs() + aheadMs);
  writeTime(answer, 40, wallMs() + aheadMs);
  return answer;
}
