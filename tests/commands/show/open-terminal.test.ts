import { expect, it } from 'vitest';
import { openTerminal } from '../../../src/commands/show/open-terminal.ts';

/** Opens a terminal on two streams that remember what was written, in order. */
function open({
  out = true,
  error = true,
  environment = {},
}: {
  out?: boolean;
  error?: boolean;
  environment?: object;
}) {
  const written: string[] = [];
  const stream = (name: string, isTTY: boolean) => ({
    ...{ isTTY, columns: 100 },
    write: (text: string) => written.push(`${name} ${JSON.stringify(text)}`),
  });
  const streams = { stdout: stream('out', out), stderr: stream('err', error), environment: { ...environment } };
  return { terminal: openTerminal(streams, 'en'), written };
}

it('colours each stream by what that stream is', () => {
  const colours = (options: Parameters<typeof open>[0]) => {
    const { colour, logColour } = open(options).terminal;
    return [colour, logColour];
  };
  expect(colours({})).toEqual([true, true]);
  expect(colours({ out: false })).toEqual([false, true]);
  expect(colours({ error: false })).toEqual([true, false]);
  expect(colours({ environment: { NO_COLOR: '1' } })).toEqual([false, false]);
  expect(colours({ environment: { NO_COLOR: '' } })).toEqual([true, true]);
  expect(colours({ environment: { TERM: 'dumb' } })).toEqual([false, false]);
});

it('removes the lines of a status, and no others, before the next line', () => {
  const { terminal, written } = open({});
  terminal.status?.('a\nb\nc');
  terminal.status?.('d');
  terminal.log('e');
  terminal.log('f');
  terminal.status?.('g\nh');
  terminal.print('i');
  expect(written).toEqual([
    'err "\\r\\u001b[Ja\\nb\\nc"',
    'err "\\u001b[2A\\r\\u001b[Jd"',
    'err "\\r\\u001b[Je\\n"',
    'err "\\r\\u001b[Jf\\n"',
    'err "\\r\\u001b[Jg\\nh"',
    'err "\\u001b[1A\\r\\u001b[J"',
    'out "i\\n"',
  ]);
});

it('writes plain lines, without a status, where stderr is a file', () => {
  const { terminal, written } = open({ error: false });
  expect(terminal.status).toBeUndefined();
  terminal.log('a');
  expect(written).toEqual(['err "a\\n"']);
});
