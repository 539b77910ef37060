import { z } from 'zod';
import { section } from '../../reading/section.ts';
import { text } from '../fields.ts';
import { secret } from '../secret.ts';

/** STUN and TURN addresses (RFC 7064, RFC 7065) with a host name or an IPv4 address, which is all that hosts here have. */
const URL_PATTERN = /^(stuns?:[A-Za-z0-9.-]+(:\d{1,5})?|turns?:[A-Za-z0-9.-]+(:\d{1,5})?(\?transport=(udp|tcp))?)$/;
const URL_EXPECTED = 'an address such as turn:turn.example.com:3478?transport=tcp, turns:turn.example.com or stun:…';
const USERNAME_EXPECTED = 'a name, or where to find it: {env: NAME} or {file: path}';

/** A port of 0 or above this would be refused by the browser in the middle of a take. */
const MAX_PORT = 65_535;

const url = () => text(URL_EXPECTED, URL_PATTERN).refine(hasPossiblePort, { error: URL_EXPECTED });

function hasPossiblePort(address: string): boolean {
  const [, port = '1'] = /:(\d+)(?:\?|$)/.exec(address) ?? [];
  return Number(port) >= 1 && Number(port) <= MAX_PORT;
}

const server = section('a server such as {urls: turn:turn.example.com, username: guest, credential: {env: NAME}}', {
  urls: z
    .union([url().transform((one) => [one]), z.array(url(), { error: URL_EXPECTED }).min(1, { error: URL_EXPECTED })], {
      error: URL_EXPECTED,
    })
    .describe('Its address, or several: one for each way to reach it (UDP, TCP, TLS).'),
  username: z
    .union([...secret().options, z.string({ error: USERNAME_EXPECTED }).min(1, { error: USERNAME_EXPECTED })], {
      error: USERNAME_EXPECTED,
    })
    .exactOptional()
    .describe('Name at a TURN server; {env: NAME} or {file: path} where it is made for a time.'),
  credential: secret()
    .exactOptional()
    .describe('Password at a TURN server: {env: NAME} or {file: path}, never the password itself.'),
}).refine(
  ({ urls, username, credential }) =>
    urls.every((one) => one.startsWith('stun')) || (username !== undefined && credential !== undefined),
  { error: 'username and credential beside a TURN server: none answers without' },
);

const LIST_EXPECTED =
  'a list of servers such as [{urls: turn:turn.example.com, username: guest, credential: {env: NAME}}]';

/** Builds the schema of STUN and TURN servers. */
export const iceServers = () => z.array(server, { error: LIST_EXPECTED }).min(1, { error: LIST_EXPECTED });
