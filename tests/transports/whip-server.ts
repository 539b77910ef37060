import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
}

/** Test server that returns prepared answers and records its requests. */
export class WhipServer {
  readonly seen: SeenRequest[] = [];
  readonly #server: Server;

  static async open(reply: (request: SeenRequest) => Reply | undefined, address = '127.0.0.1'): Promise<WhipServer> {
    const opened = new WhipServer(reply);
    opened.#server.listen(0, address);
    await once(opened.#server, 'listening');
    return opened;
  }

  private constructor(reply: (request: SeenRequest) => Reply | undefined) {
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { method = '', url: path = '', headers } = request;
      const seen = { method, path, headers, body: Buffer.concat(chunks).toString() };
      this.seen.push(seen);
      const answer = reply(seen);
      // Undefined: accept the request and never answer.
      if (answer === undefined) return;
      for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
      response.writeHead(answer.status).end(answer.body);
    });
  }

  url(path: string): string {
    const { address, port } = this.#server.address() as AddressInfo;
    return `http://${address}:${port}${path}`;
  }

  /** Requests in order of arrival, such as "POST /whip/live". */
  get requests(): string[] {
    return this.seen.map(({ method, path }) => `${method} ${path}`);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
