import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../../../src/lib/processes.ts';

/** Certificate and key as PEM. */
export interface SelfSigned {
  readonly key: string;
  readonly cert: string;
}

/** Creates a certificate for every name under `domain`, for this one test and worthless afterwards. Needs openssl. */
export async function makeCertificate(domain: string): Promise<SelfSigned> {
  const directory = await mkdtemp(join(tmpdir(), 'longhaul-double-'));
  const [keyFile, certFile] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  try {
    await run('openssl', [
      ...['req', '-x509', '-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-days', '2'],
      ...['-subj', `/CN=${domain}`, '-addext', `subjectAltName=DNS:*.${domain},DNS:${domain}`],
      ...['-keyout', keyFile, '-out', certFile],
    ]);
    return { key: await readFile(keyFile, 'utf8'), cert: await readFile(certFile, 'utf8') };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
