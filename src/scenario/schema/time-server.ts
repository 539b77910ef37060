import { parsedText } from './fields.ts';

const EXPECTED = 'a time server (NTP) such as ntp.example.com or 10.0.0.5:123';
const WRITTEN = /^([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?)(?::(\d{1,5}))?$/;
const NTP_PORT = 123;
const MAX_PORT = 65_535;

/** Builds the schema of a time server, "host" or "host:port", parsed to host and port. */
export const timeServerSchema = () =>
  parsedText(EXPECTED, WRITTEN.source, (written) => {
    const [, host, , port] = WRITTEN.exec(written) ?? [];
    const number = port === undefined ? NTP_PORT : Number(port);
    if (host === undefined || number < 1 || number > MAX_PORT) return { type: 'refused', expected: EXPECTED };
    return { type: 'ok', value: { host, port: number } };
  });
