// Runs in the browser: publishes a moving canvas and watches it, by plain WHIP and WHEP.

async function exchange(pc, url, relay, edit = (answer) => answer) {
  await pc.setLocalDescription();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/sdp' },
    body: pc.localDescription.sdp,
  });
  const body = await response.text();
  if (response.status !== 201) throw new Error(`${response.status} ${body}`);
  // If the test put a relay in between, tell it the origin's port and use the relay's own.
  const port = Number(body.match(/127\.0\.0\.1 (\d+) typ host/)[1]);
  const shown = relay === undefined ? port : await relayPort(port, relay);
  await pc.setRemoteDescription({
    type: 'answer',
    sdp: edit(body).replaceAll(`127.0.0.1 ${port} typ`, `127.0.0.1 ${shown} typ`),
  });
  return response.headers.get('location');
}

globalThis.publish = async (url, codec, { relay, kbps = 1000, fec = true } = {}) => {
  const canvas = new OffscreenCanvas(320, 180);
  const context = canvas.getContext('2d');
  const generator = new MediaStreamTrackGenerator({ kind: 'video' });
  const writer = generator.writable.getWriter();
  let frame = 0;
  const timer = setInterval(() => {
    frame += 1;
    context.fillStyle = `hsl(${frame % 360} 80% 50%)`;
    context.fillRect(0, 0, 320, 180);
    // Enough changing detail that the encoder needs its bitrate.
    for (let i = 0; i < 400; i++) {
      context.fillStyle = `hsl(${(i * 37 + frame * 11) % 360} 90% ${20 + (i % 60)}%)`;
      context.fillRect((i * 53 + frame * 5) % 320, (i * 29 + frame * 3) % 180, 14, 14);
    }
    const picture = new VideoFrame(canvas, { timestamp: performance.now() * 1000 });
    writer.write(picture).catch(() => picture.close());
  }, 1000 / 30);
  const audio = new AudioContext();
  const tone = audio.createOscillator();
  const destination = audio.createMediaStreamDestination();
  tone.connect(destination);
  tone.start();
  const pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
  const stream = new MediaStream();
  pc.addTransceiver(destination.stream.getAudioTracks()[0], { direction: 'sendonly', streams: [stream] });
  const video = pc.addTransceiver(generator, {
    direction: 'sendonly',
    streams: [stream],
    sendEncodings: [{ maxBitrate: kbps * 1000 }],
  });
  const { codecs } = RTCRtpSender.getCapabilities('video');
  const wanted = codecs.filter(({ mimeType }) => mimeType.toLowerCase() === `video/${codec}`);
  video.setCodecPreferences([...wanted, ...codecs.filter(({ mimeType }) => mimeType.endsWith('/rtx'))]);
  const location = await exchange(pc, url, relay, (answer) =>
    fec ? answer : answer.replace('useinbandfec=1', 'useinbandfec=0'),
  );
  const stop = () => {
    clearInterval(timer);
    pc.close();
    audio.close();
  };
  return { pc, location, stop };
};

globalThis.watch = async (url, { relay } = {}) => {
  const pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
  pc.ontrack = ({ track }) => {
    const element = document.createElement(track.kind);
    element.muted = true;
    element.autoplay = true;
    element.srcObject = new MediaStream([track]);
    document.body.append(element);
  };
  pc.addTransceiver('audio', { direction: 'recvonly' });
  pc.addTransceiver('video', { direction: 'recvonly' });
  const location = await exchange(pc, url, relay);
  return { pc, location, stop: () => pc.close() };
};

/** Returns one report of each of these getStats() types. */
globalThis.stats = async (pc) =>
  Object.fromEntries(
    [...(await pc.getStats()).values()].map((report) => [`${report.type}:${report.kind ?? ''}`, report]),
  );

/** Resolves with the reports as soon as they satisfy `check`. */
globalThis.until = async (pc, check, timeoutMs) => {
  const begunMs = performance.now();
  for (;;) {
    const reports = await stats(pc);
    if (check(reports)) return { ...reports, sinceMs: performance.now() - begunMs };
    if (performance.now() - begunMs > timeoutMs)
      throw new Error(`not within ${timeoutMs} ms: ${JSON.stringify(reports)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
