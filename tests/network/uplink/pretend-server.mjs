// Servers of a test's "internet" and "local network", run inside a namespace: `pretend-server.mjs NAME ADDRESS`.
// TCP 80 reports its name and the client; UDP 7000 echoes; UDP and TCP 53 answer every query with 198.51.100.10, names that
// begin with "big" over TCP only.
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

const [name, address] = process.argv.slice(2);

const TYPE_A = 1;

function answer(question, truncated) {
  const header = Buffer.from(question.subarray(0, 12));
  header.writeUInt16BE(truncated ? 0x8380 : 0x8180, 2);
  const end = question.indexOf(0, 12) + 5;
  const answers = !truncated && question.readUInt16BE(end - 4) === TYPE_A ? 1 : 0;
  // One question, no authority or additional records.
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(answers, 6);
  header.writeUInt32BE(0, 8);
  const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 198, 51, 100, 10]);
  return Buffer.concat([header, question.subarray(12, end), ...(answers === 0 ? [] : [record])]);
}

createServer((socket) => {
  socket.on('error', () => {});
  socket.end(`${name} sees ${socket.remoteAddress?.replace('::ffff:', '')}`);
}).listen(80, '::');
const echo = createSocket('udp4');
echo.on('message', (message, from) => echo.send(message, from.port, from.address));
echo.bind(7000, address);
const dns = createSocket('udp4');
dns.on('message', (question, from) =>
  dns.send(answer(question, question.subarray(13, 16).toString() === 'big'), from.port, from.address),
);
dns.bind(53);
createServer((socket) => {
  socket.on('error', () => {});
  // The C library queries both kinds of address on one connection.
  let text = Buffer.alloc(0);
  socket.on('data', (data) => {
    text = Buffer.concat([text, data]);
    while (text.length >= 2 && text.length >= 2 + text.readUInt16BE()) {
      const bytes = text.readUInt16BE();
      const reply = answer(text.subarray(2, 2 + bytes), false);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(reply.length);
      socket.write(Buffer.concat([length, reply]));
      text = text.subarray(2 + bytes);
    }
  });
}).listen(53, '0.0.0.0', () => process.stdout.write('ready\n'));
