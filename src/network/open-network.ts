import type { Topology } from '../model/scenario/network.ts';
import type { OpenOptions, ShapedNetwork } from './backend.ts';
import { type BackendChoice, chooseBackend } from './choose-backend.ts';
import { BACKENDS } from './registry.ts';

/**
 * Builds a topology and starts shaping it. `backend`: an id, "auto", or a result of chooseBackend(). Throws InputError or
 * CannotMeasureError, or the signal's reason when aborted; then everything is cleaned up.
 */
export async function openNetwork(
  topology: Topology,
  { backend, ...options }: OpenOptions & { readonly backend: string | BackendChoice },
): Promise<ShapedNetwork> {
  const { id, why } = typeof backend === 'string' ? await chooseBackend(backend, { topology, ...options }) : backend;
  return BACKENDS[id].open(topology, why, options);
}
