import { createHash, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { scenarioError } from './scenario-error.ts';

/**
 * Returns the Chromium flag that trusts one certificate (PEM in `file`) without a known issuer, by the SHA-256 of its
 * public key (SPKI, base64). Throws InputError; `path` is where the scenario names the file.
 */
export async function createTrustFlag(file: string, path: string): Promise<string> {
  const text = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw scenarioError(path, 'a certificate that can be read', `${error.code}: ${file}`);
  });
  try {
    const key = new X509Certificate(text).publicKey.export({ type: 'spki', format: 'der' });
    return `--ignore-certificate-errors-spki-list=${createHash('sha256').update(key).digest('base64')}`;
  } catch {
    throw scenarioError(path, 'a certificate (PEM)', file);
  }
}
