import type { IncomingMessage } from 'node:http';

const HOST = /^([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?$/;
/** Any value that Host may have, an empty one included (RFC 9112 section 3.2 and RFC 3986 section 3.2). */
const HOST_FIELD = /^(\[[\w:.~%-]+\]|([\w.~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)(:\d*)?$/;
/** Path without the segments "." and "..", which a client resolves to another one (RFC 3986 section 5.2.4). */
const PREFIX = /^(\/(?!\.{1,2}(\/|$))[\w.~-]+)+$/;

/** Returns whether a request's Host is well-formed; one that is not is to be refused (RFC 9112 section 3.2). */
export function isHostField(value: string): boolean {
  return HOST_FIELD.test(value.trim());
}

/**
 * Returns scheme, host, port and leading path by which the client reached us, through a TLS-terminating proxy if there
 * is one: from Forwarded (RFC 7239) or X-Forwarded-*, else from Host, else from our own socket. Clients can forge
 * these, but the answer goes to nobody else.
 */
export function resolveBaseUrl({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): string {
  const first = (name: string) =>
    String(headers[name] ?? '')
      .split(',')[0]
      ?.trim() ?? '';
  const forwarded = (name: string) =>
    new RegExp(`(?:^|;)\\s*${name}="?([^";\\s]+)`, 'i').exec(first('forwarded'))?.[1] ?? '';
  const scheme = [forwarded('proto'), first('x-forwarded-proto')].find((value) => /^https?$/i.test(value)) ?? 'http';
  const hosts = [forwarded('host'), first('x-forwarded-host'), headers.host ?? ''];
  const host =
    hosts.find((value) => HOST.test(value) && URL.canParse(`http://${value}`)) ??
    `${socket.localAddress}:${socket.localPort}`;
  const prefix = first('x-forwarded-prefix').replace(/\/$/, '');
  return `${scheme.toLowerCase()}://${host}${PREFIX.test(prefix) ? prefix : ''}`;
}
