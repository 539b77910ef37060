/**
 * Asks for the dependency descriptor (AV1 RTP specification, appendix A), which tells a player of a layered stream what builds on
 * what. Does nothing in a browser that cannot ask.
 */
export function askForDependencies(transceiver: RTCRtpTransceiver): void {
  type Extensions = { uri: string; direction: string }[];
  const asking = transceiver as Partial<{
    getHeaderExtensionsToNegotiate(): Extensions;
    setHeaderExtensionsToNegotiate(extensions: Extensions): void;
  }>;
  const extensions = asking.getHeaderExtensionsToNegotiate?.() ?? [];
  for (const extension of extensions)
    if (extension.uri.includes('#dependency-descriptor')) extension.direction = 'sendrecv';
  asking.setHeaderExtensionsToNegotiate?.(extensions);
}
