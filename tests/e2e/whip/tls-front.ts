import { once } from 'node:events';
import { request } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { makeCertificate } from '../../transports/agora/double/certificate.ts';

/** HTTPS before a server of plain HTTP, with a certificate that nobody vouches for, as many keep one before theirs. */
export class TlsFront {
  /** PEM. */
  readonly certificate: string;
  readonly #server: Server;

  static async open(address: string, behind: string): Promise<TlsFront> {
    const { key, cert } = await makeCertificate('media.test');
    const server = createServer({ key, cert }, (incoming, outgoing) => {
      const { method, headers, url = '/' } = incoming;
      const passedOn = request(new URL(url, behind), { method, headers }, (answer) => {
        // The server behind it calls itself http.
        const { location } = answer.headers;
        const named = location === undefined ? {} : { location: new URL(location, behind).pathname };
        outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...named });
        answer.pipe(outgoing);
      });
      passedOn.on('error', (error) => outgoing.writeHead(502).end(String(error)));
      incoming.pipe(passedOn);
    });
    server.listen(0, address);
    await once(server, 'listening');
    return new TlsFront(server, cert);
  }

  private constructor(server: Server, certificate: string) {
    this.#server = server;
    this.certificate = certificate;
  }

  /** The same path by way of this. */
  url(behind: string): string {
    const { address, port } = this.#server.address() as AddressInfo;
    return `https://${address}:${port}${new URL(behind).pathname}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
