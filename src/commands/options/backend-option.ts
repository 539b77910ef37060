import { BACKENDS } from '../../network/registry.ts';

/** Option --backend of the commands that shape a network. */
export const BACKEND_OPTION = {
  type: 'string',
  default: 'auto',
  describe: `network backend: ${['auto', ...Object.keys(BACKENDS)].join(', ')}`,
} as const;
