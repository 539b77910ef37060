import { z } from 'zod';
import { ENDPOINT_EXPECTED, readEndpointUrl } from '../../../lib/endpoint-url.ts';
import { section } from '../../reading/section.ts';
import { oneOf, parsedText } from '../fields.ts';
import { secret } from '../secret.ts';
import { iceServers } from './ice-servers.ts';
import { trust } from './trust.ts';

const ENDPOINT_OR_SECRET = `${ENDPOINT_EXPECTED}, or where to find one that is secret: {env: NAME} or {file: path}`;

/** Builds the schema of a server's URL, or of the secret that holds it: many servers have the stream key in the path. */
const endpointUrl = () =>
  z.union([parsedText(ENDPOINT_EXPECTED, '^https?://', readEndpointUrl), ...secret().options], {
    // A text was meant to be an endpoint: report what is wrong with it, not the other forms.
    error: ({ input, errors }) =>
      (typeof input === 'string' ? errors?.[0]?.[0]?.message : undefined) ?? ENDPOINT_OR_SECRET,
  });

export const whipSchema = section('endpoints such as {publish: https://…/whip, watch: https://…/whep}', {
  publish: endpointUrl()
    .exactOptional()
    .describe(
      'WHIP endpoint; {env: NAME} or {file: path} if it contains a stream key. Without it nothing is published: viewers watch somebody else’s stream.',
    ),
  watch: endpointUrl()
    .exactOptional()
    .describe('WHEP endpoint; {env: NAME} or {file: path} if it contains a key. Without it nobody watches.'),
  bearer: secret()
    .exactOptional()
    .describe('Bearer token of both endpoints: {env: NAME} or {file: path}, never the token itself.'),
  watchBearer: secret().exactOptional().describe('Bearer token of the WHEP endpoint, if it has another.'),
  trust: trust()
    .exactOptional()
    .describe('{file: cert.pem}: the server’s certificate, trusted although no authority signed it.'),
  iceServers: iceServers()
    .exactOptional()
    .describe('STUN and TURN servers of publisher and viewers, besides those that the server names (Link).'),
  iceTransportPolicy: oneOf(['all', 'relay'])
    .exactOptional()
    .describe(
      'relay: media goes through TURN servers only, those of iceServers or those that the server names. Default all.',
    ),
}).check(({ value, issues }) => {
  if (issues.length === 0 && value.publish === undefined && value.watch === undefined)
    issues.push({ code: 'custom', message: 'publish, watch, or both', input: value });
});
