import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InputError } from '../../lib/errors.ts';
import type { LiveRehearsal } from '../live-rehearsal.ts';
import { exposition, OPEN_METRICS_TYPE } from '../open-metrics/exposition.ts';
import { livePage } from '../page/live-page.ts';
import { Access } from './access.ts';
import { streamEvents } from './event-stream.ts';

export interface LiveAddress {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
}

export interface LiveServerOptions extends LiveAddress {
  /** Option that asked for it, to be named in errors. */
  readonly option: '--live' | '--metrics';
  readonly rehearsal: LiveRehearsal;
}

export interface LiveServer {
  /** Address to open; with the token, if there is one, in its fragment, which browsers do not send. */
  readonly url: string;
  readonly token: string | undefined;
  /** Gives open pages the time to fetch the report, then closes. Never throws. */
  close(): Promise<void>;
}

const MOST_CLIENTS = 64;
const MOST_BODY_BYTES = 1000;
/** Pages that are open fetch the report before the server goes. */
const FETCH_REPORT_MS = 3000;
const POLL_MS = 50;

/** Starts the server of the live page and of OpenMetrics. Throws InputError when the address cannot be had. */
export async function startLiveServer(options: LiveServerOptions): Promise<LiveServer> {
  const { host, option, rehearsal } = options;
  const access = new Access(host);
  const page = option === '--live' ? await livePage() : undefined;
  const streams = new Map<ServerResponse, () => void>();
  /** Open pages that have not fetched the report yet. */
  let awaited = 0;

  const routes: Readonly<
    Record<string, (request: IncomingMessage, response: ServerResponse, query: URLSearchParams) => unknown>
  > = {
    '/metrics': (_, response) => reply(response, 200, OPEN_METRICS_TYPE, exposition(rehearsal)),
    ...(page !== undefined && {
      '/allowed': (_, response) => reply(response, 204, 'text/plain', ''),
      '/events': (request, response) => {
        if (streams.size >= MOST_CLIENTS) return reply(response, 503, 'text/plain', 'too many pages are open\n');
        const lastId = request.headers['last-event-id'];
        streams.set(response, streamEvents(response, rehearsal, typeof lastId === 'string' ? lastId : undefined));
        response.once('close', () => streams.delete(response));
      },
      '/picture': (_, response, query) => {
        const jpeg = rehearsal.jpegOf(query.get('viewer') ?? '');
        if (jpeg === undefined) return reply(response, 404, 'text/plain', 'no picture\n');
        return reply(response, 200, 'image/jpeg', jpeg);
      },
      '/report': async (_, response) => {
        const { finished } = rehearsal.state();
        const report = finished && (await readFile(finished.report).catch(() => undefined));
        awaited -= 1;
        if (report === undefined) return reply(response, 404, 'text/plain', 'no report\n');
        return reply(response, 200, 'text/html; charset=utf-8', report);
      },
    }),
  };

  const answer = (request: IncomingMessage, response: ServerResponse): unknown => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    if (!access.isHostAllowed(request.headers.host)) return reply(response, 421, 'text/plain', 'unknown host\n');
    const { pathname, searchParams } = new URL(`http://longhaul${request.url ?? '/'}`);
    if (page !== undefined && pathname === '/enter' && request.method === 'POST')
      return enter(access, request, response);
    if (request.method !== 'GET') return reply(response, 405, 'text/plain', 'only GET\n');
    // The page holds nothing of the rehearsal: its script brings the token out of the address.
    if (page !== undefined && pathname === '/') {
      response.setHeader('Content-Security-Policy', page.policy);
      return reply(response, 200, 'text/html; charset=utf-8', page.html);
    }
    const route = Object.hasOwn(routes, pathname) ? routes[pathname] : undefined;
    if (route === undefined) return reply(response, 404, 'text/plain', 'not found\n');
    if (!access.isAllowed(request.headers)) return reply(response, 401, 'text/plain', 'the token is missing\n');
    return route(request, response, searchParams);
  };
  // An error of a request's must end nothing but the request.
  const server = createServer(async (request, response) => {
    try {
      await answer(request, response);
    } catch {
      if (response.headersSent) response.destroy();
      else reply(response, 400, 'text/plain', 'bad request\n');
    }
  });
  await listen(server, options);
  const actualPort = (server.address() as AddressInfo).port;
  access.listensOn(actualPort);
  // Whatever happens to it now is no matter of the take's.
  server.on('error', () => {});

  return {
    token: access.token,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}/${access.token === undefined ? '' : `#${access.token}`}`,
    async close() {
      awaited = rehearsal.state().finished === undefined ? 0 : streams.size;
      for (let waited = 0; awaited > 0 && waited < FETCH_REPORT_MS; waited += POLL_MS)
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      for (const end of streams.values()) end();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), POLL_MS);
      await closed;
    },
  };
}

const HEADERS = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
} as const;

function reply(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) }).end(body);
}

/** Exchanges the token, which only the page's script knows, for a cookie. */
function enter(access: Access, request: IncomingMessage, response: ServerResponse): void {
  let body = '';
  request.setEncoding('utf8').on('data', (chunk: string) => {
    body += chunk;
    if (body.length > MOST_BODY_BYTES) request.destroy();
  });
  request.on('error', () => {});
  request.on('end', () => {
    if (!access.isToken(body)) return reply(response, 401, 'text/plain', 'the token is wrong\n');
    response.setHeader('Set-Cookie', access.cookieHeader());
    reply(response, 204, 'text/plain', '');
  });
}

function listen(server: Server, { host, port, option }: LiveServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const got = { EADDRINUSE: `${host}:${port}, which is in use`, EACCES: `${host}:${port}, which is not allowed` };
      const code = error.code ?? '';
      reject(
        new InputError([
          {
            ...{ where: option, path: '', expected: 'a free port on an address of this machine' },
            got: Object.hasOwn(got, code)
              ? got[code as keyof typeof got]
              : `${host}:${port} (${code || error.message})`,
            hint: `${option} 0 takes any free port`,
          },
        ]),
      );
    });
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
}
