import { type TransportChoice, transportId } from '../model/scenario/transport.ts';
import { TRANSPORTS } from './registry.ts';
import type { PreparedTransport, Transport } from './transport.ts';

/** Prepares the transport of a scenario. Throws InputError or CannotMeasureError. */
export function prepareTransport(choice: TransportChoice): Promise<PreparedTransport> {
  const id = transportId(choice);
  const settings = typeof choice === 'string' ? undefined : (choice as Readonly<Record<string, unknown>>)[id];
  // The registry's type guarantees that each name has its own settings.
  const transport: Transport<never> = TRANSPORTS[id];
  return transport.prepare(settings as never);
}
