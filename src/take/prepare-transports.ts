import type { Topology } from '../model/scenario/network.ts';
import type { Scenario } from '../model/scenario/scenario.ts';
import type { Take } from '../model/scenario/take.ts';
import { buildTopology } from '../network/topology.ts';
import { prepareTransport } from '../transports/prepare-transport.ts';
import type { PreparedTransport } from '../transports/transport.ts';

/** Prepared transports of a scenario's takes. */
export interface Transports {
  transportOf(take: Take): PreparedTransport;
  /** Returns the take's network, including what its transport needs there. */
  topologyOf(take: Take): Topology;
}

/** Looks up everything that the scenario's transports need, its variants' included. Throws InputError or CannotMeasureError. */
export async function prepareTransports({ broadcast, variants = [] }: Scenario): Promise<Transports> {
  const prepared = new Map<string, PreparedTransport>();
  for (const { transport } of [broadcast, ...variants.map((variant) => variant.broadcast)]) {
    const key = JSON.stringify(transport);
    if (!prepared.has(key)) prepared.set(key, await prepareTransport(transport));
  }
  const transportOf = ({ scenario }: Take) => {
    const transport = prepared.get(JSON.stringify(scenario.broadcast.transport));
    if (transport === undefined) throw new Error('a take of another scenario');
    return transport;
  };
  return {
    transportOf,
    topologyOf(take) {
      const { internet } = transportOf(take);
      return buildTopology(take, internet === undefined ? {} : { internet });
    },
  };
}
