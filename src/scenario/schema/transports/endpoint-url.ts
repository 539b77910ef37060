import { z } from 'zod';
import { ENDPOINT_EXPECTED, readEndpointUrl } from '../../../lib/endpoint-url.ts';
import { parsedText } from '../fields.ts';
import { secret } from '../secret.ts';

/** Of a server on the network; or where it is found, since many a server has its stream key in the path. */
export const endpointUrl = () => {
  const expected = `${ENDPOINT_EXPECTED}, or where to find one that is secret: {env: NAME} or {file: path}`;
  return z.union([parsedText(ENDPOINT_EXPECTED, '^https?://', readEndpointUrl), ...secret().options], {
    // What is a text is meant to be an endpoint: what is wrong with it is worth more than what else there might be.
    error: ({ input, errors }) => (typeof input === 'string' ? errors?.[0]?.[0]?.message : undefined) ?? expected,
  });
};
