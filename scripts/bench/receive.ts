/**
 * Receives a probe's packets on sockets inside namespaces until stdin ends, then prints their one-way delays as JSON.
 * Arguments: port, then "namespace@address" for each socket ("-@address": where it was started).
 */
import { insideNamespace } from '../../src/network/linux/inside-namespace.ts';
import { createReceiver } from './sockets.ts';

const DRAIN_EVERY_MS = 5;

const [port, ...places] = process.argv.slice(2);
const receivers = places.map((place) => {
  const [namespace = '', address = ''] = place.split('@');
  const make = () => createReceiver(address, Number(port));
  return namespace === '-' ? make() : insideNamespace(namespace, make);
});
const delaysMs: number[] = [];
let [firstMs, lastMs] = [Number.POSITIVE_INFINITY, 0];
const drain = () => {
  for (const receiver of receivers)
    for (let delayMs = receiver.next(); delayMs !== undefined; delayMs = receiver.next()) {
      delaysMs.push(delayMs);
      firstMs = Math.min(firstMs, receiver.arrivedMs);
      lastMs = Math.max(lastMs, receiver.arrivedMs);
    }
};
const timer = setInterval(drain, DRAIN_EVERY_MS);
process.stdin.resume().on('end', () => {
  clearInterval(timer);
  drain();
  delaysMs.sort((a, b) => a - b);
  const quantile = (share: number) => delaysMs[Math.min(delaysMs.length - 1, Math.floor(share * delaysMs.length))];
  const result = {
    received: delaysMs.length,
    p50Ms: quantile(0.5),
    p99Ms: quantile(0.99),
    maxMs: quantile(1),
    spanMs: lastMs - firstMs,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
});
process.stdout.write('"ready"\n');
