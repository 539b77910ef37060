import { type TransportChoice, transportId } from '../model/scenario/transport.ts';
import { TRANSPORTS } from './registry.ts';
import type { PreparedTransport, Transport } from './transport.ts';

/** Throws InputError or CannotMeasureError. */
export function prepareTransport(choice: TransportChoice): Promise<PreparedTransport> {
  const id = transportId(choice);
  const settings = typeof choice === 'string' ? undefined : (choice as Readonly<Record<string, unknown>>)[id];
  // The registry is checked for it: to each name its settings.
  const transport: Transport<never> = TRANSPORTS[id];
  return transport.prepare(settings as never);
}
