import type { Figure, LineEstimate, WayEstimate } from '../../line/crossing.ts';
import { intervalText, msText, rateText, shareText } from '../../line/figure-text.ts';
import type { Terminal } from '../command.ts';
import { PROBE_WORDS } from '../messages/probe-words.ts';
import { say } from '../messages/say.ts';
import { textTable } from './text-table.ts';

/** Renders a line's figures for the terminal: one row each, both ways beside each other, with their intervals. */
export function lineText(
  { rttMs, oneWayMs, up, down }: LineEstimate,
  synchronised: boolean,
  terminal: Pick<Terminal, 'language' | 'width'>,
): string {
  const word = (key: keyof typeof PROBE_WORDS) => say(terminal, PROBE_WORDS[key]);
  const figure = (value: Figure | undefined, text: (value: number) => string) => {
    if (value === undefined) return word('notMeasured');
    if (!Number.isFinite(value.most)) return say(terminal, PROBE_WORDS.atLeast, { value: text(value.least) });
    return `${text(value.value)} (${intervalText(value, text)})`;
  };
  const row = (
    key: keyof typeof PROBE_WORDS,
    pick: (way: WayEstimate) => Figure | undefined,
    text: (value: number) => string,
  ) => [word(key), figure(pick(up), text), figure(pick(down), text)];
  const burst = ({ lossFraction, chain }: WayEstimate) => {
    if (chain !== undefined) return figure(chain.burstMs, msText);
    if (lossFraction === undefined) return word('notMeasured');
    return word(lossFraction.value === 0 ? 'noLoss' : 'single');
  };
  const rows = [
    ['', word('up'), word('down')],
    row('rate', ({ rateBps }) => rateBps, rateText),
    row('loss', ({ lossFraction }) => lossFraction, shareText),
    [word('burst'), burst(up), burst(down)],
    row('jitter', ({ jitterMs }) => jitterMs, msText),
    row('queue', ({ queueMs }) => queueMs, msText),
  ];
  const oneWay =
    synchronised && oneWayMs !== undefined
      ? say(terminal, PROBE_WORDS.oneWay, { up: msText(oneWayMs.up), down: msText(oneWayMs.down) })
      : word('noOneWay');
  const roundTrip = say(terminal, PROBE_WORDS.roundTrip, { rtt: figure(rttMs, msText) });
  return [roundTrip, oneWay, ...textTable(rows, terminal.width)].join('\n');
}
