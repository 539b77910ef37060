/** Program: a WeriftServer at the address and port given, until it is ended. */
import { WeriftServer } from './werift-server.ts';

const [address = '', port] = process.argv.slice(2);
const server = await WeriftServer.open(address, Number(port));
console.log(`ready at ${server.url('/')}`);
