/** Of layered streams a player is told what builds on what (AV1 RTP specification, appendix A), if it asks and knows how to. */
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
