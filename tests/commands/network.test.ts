import { expect, it } from 'vitest';
import { network } from '../../src/commands/network.ts';
import { InputError } from '../../src/lib/errors.ts';
import { inProcess } from './in-process.ts';

const QUICKSTART = new URL('../../scenarios/quickstart.yaml', import.meta.url).pathname;
const ASKED = {
  ...{ scenario: QUICKSTART, in: undefined, seed: undefined, backend: 'auto', slow: '1', pcap: undefined },
  ...{ 'pcap-limit': '200 MB', internet: false, 'allow-lan': false, '--': ['true'] },
};

it.each([
  ['the LAN without the internet', { 'allow-lan': true }, '--allow-lan', '--internet beside it', 'it alone'],
  [
    'a command on the internet’s own node',
    { internet: true, in: 'internet' },
    ...['--in', 'one of publisher, origin, sea-sg-1, na-west-1, sea-id-1', '"internet"'],
  ],
  [
    'an unknown host',
    { in: 'moon-1' },
    ...['--in', 'one of publisher, origin, sea-sg-1, na-west-1, sea-id-1', '"moon-1"'],
  ],
  ['no command', { '--': [] }, 'command line', 'a command after --', 'none'],
  [
    'a limit of captures without a unit',
    { pcap: 'captures', 'pcap-limit': '20' },
    ...['--pcap-limit', expect.stringContaining('such as "200 MB"'), '"20"'],
  ],
  [
    'slowed time beside the internet',
    { internet: true, slow: '2' },
    ...['--slow', '1 with --internet, which runs in real time', '2'],
  ],
] as const)('refuses %s before anything starts', async (_, args, where, expected, got) => {
  const error = await inProcess(network, { ...ASKED, ...args }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InputError);
  expect((error as InputError).problems).toMatchObject([{ where, expected, got }]);
});
