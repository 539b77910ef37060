export interface NameServer {
  readonly host: string;
  readonly port: number;
}

const DNS_PORT = 53;

/** Parses an entry of dns.getServers(): "1.1.1.1", "1.1.1.1:5353", "fe80::1%eth0" or "[::1]:5353". */
export function parseServer(text: string): NameServer {
  const match = /^\[(.+)\]:(\d+)$/.exec(text) ?? /^([^:]+):(\d+)$/.exec(text);
  return { host: match?.[1] ?? text, port: Number(match?.[2] ?? DNS_PORT) };
}
