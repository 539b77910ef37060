/** What comes with a socket from inside. */
export type ListenMessage = 'udp' | 'tcp';
