/** Every node's one device. Named like a cable's: a browser may take "tun0" for a VPN. */
export const DEVICE = 'eth0';
