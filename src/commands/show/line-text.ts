import type { Figure, LineEstimate, WayEstimate } from '../../line/crossing.ts';
import { intervalText, msText, rateText, shareText } from '../../line/figure-text.ts';
import { textTable } from './text-table.ts';

/** A line's figures in the terminal: one row each, both ways beside each other, with their intervals. */
export function lineText({ rttMs, oneWayMs, up, down }: LineEstimate, synchronised: boolean, width: number): string {
  const row = (label: string, pick: (way: WayEstimate) => Figure | undefined, text: (value: number) => string) => [
    label,
    figureText(pick(up), text),
    figureText(pick(down), text),
  ];
  const rows = [
    ['', 'up 上行 (away from here)', 'down 下行'],
    row('rate 带宽', ({ rateBps }) => rateBps, rateText),
    row('loss 丢包', ({ lossFraction }) => lossFraction, shareText),
    ['burst 连续丢包', burstText(up), burstText(down)],
    row('jitter 抖动 ±', ({ jitterMs }) => jitterMs, msText),
    row('queue 缓冲队列', ({ queueMs }) => queueMs, msText),
  ];
  const oneWay =
    oneWayMs === undefined
      ? []
      : [
          synchronised
            ? `one way 单程: up ${msText(oneWayMs.up)}, down ${msText(oneWayMs.down)}`
            : `one way 单程: not told by two clocks that may differ (--synchronised where they agree)`,
        ];
  return [`round trip 往返时延: ${figureText(rttMs, msText)}`, ...oneWay, ...textTable(rows, width)].join('\n');
}

function figureText(figure: Figure | undefined, text: (value: number) => string): string {
  if (figure === undefined) return 'not measured 未测出';
  if (!Number.isFinite(figure.most)) return intervalText(figure, text);
  return `${text(figure.value)} (${intervalText(figure, text)})`;
}

function burstText({ lossFraction, chain }: WayEstimate): string {
  if (chain !== undefined) return `${figureText(chain.burstMs, msText)}`;
  if (lossFraction === undefined) return figureText(undefined, msText);
  return lossFraction.value === 0 ? 'no loss 无丢包' : 'single losses, or too few to tell 单个丢包或太少';
}
