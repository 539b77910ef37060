import { secret } from '../secret.ts';
import { section } from '../section.ts';
import { endpointUrl } from './endpoint-url.ts';
import { trust } from './trust.ts';

export const whipSchema = section('endpoints such as {publish: https://…/whip, watch: https://…/whep}', {
  publish: endpointUrl()
    .exactOptional()
    .describe(
      'WHIP endpoint; {env: NAME} or {file: path} where a stream key is in it. Without it nothing is published: the stream watched is somebody else’s.',
    ),
  watch: endpointUrl()
    .exactOptional()
    .describe('WHEP endpoint; {env: NAME} or {file: path} where a key is in it. Without it nobody watches.'),
  bearer: secret()
    .exactOptional()
    .describe('Token of both endpoints: {env: NAME} or {file: path}, never written here.'),
  watchBearer: secret().exactOptional().describe('Token of the WHEP endpoint, where it has another.'),
  trust: trust()
    .exactOptional()
    .describe('{file: cert.pem}: the server’s certificate, trusted though nobody vouches for it.'),
}).check(({ value, issues }) => {
  if (issues.length === 0 && value.publish === undefined && value.watch === undefined)
    issues.push({ code: 'custom', message: 'publish, watch, or both', input: value });
});
