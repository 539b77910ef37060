/** The internet node's second device, which leads outside. */
export const UPLINK_DEVICE = 'uplink';
