import { InputError } from '../../lib/errors.ts';

/** The other end of a line that is to be probed. */
export interface ProbeTarget {
  readonly host: string;
  readonly port: number;
}

/** "studio.example.com:7700". Throws InputError. */
export function parseProbeTarget(text: string | undefined): ProbeTarget {
  const [, host, digits] = /^([A-Za-z0-9._-]+):(\d{1,5})$/.exec(text ?? '') ?? [];
  const port = Number(digits);
  if (host !== undefined && port >= 1 && port <= 65_535) return { host, port };
  throw new InputError([
    {
      ...{ where: 'command line', path: 'target' },
      expected: 'HOST:PORT of the other end such as studio.example.com:7700, or --listen to be that end',
      got: text === undefined ? 'none' : JSON.stringify(text),
    },
  ]);
}
