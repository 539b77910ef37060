// The SDK alone, without longhaul's adapter, for double.real.test.ts.
const events = [];
let client;
const connections = [];

window.RTCPeerConnection = new Proxy(window.RTCPeerConnection, {
  construct(target, args) {
    const connection = new target(...args);
    connections.push(connection);
    return connection;
  },
});

const EVENTS = [
  'connection-state-change',
  'stream-type-changed',
  'stream-fallback',
  'token-privilege-will-expire',
  'user-unpublished',
];

function movingPicture(width, height, fps) {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  let frame = 0;
  setInterval(() => {
    frame += 1;
    context.fillStyle = `hsl(${frame % 360}, 60%, 40%)`;
    context.fillRect(0, 0, width, height);
    for (let i = 0; i < 40; i++) {
      context.fillStyle = `hsl(${(frame * 7 + i * 31) % 360}, 90%, 60%)`;
      context.fillRect((frame * 5 + i * 53) % width, (i * 37 + frame * 3) % height, 24, 24);
    }
  }, 1000 / fps);
  return canvas.captureStream(fps).getVideoTracks()[0];
}

function tone() {
  const context = new AudioContext();
  const oscillator = context.createOscillator();
  const destination = context.createMediaStreamDestination();
  oscillator.connect(destination);
  oscillator.start();
  return destination.stream.getAudioTracks()[0];
}

window.double = {
  events: () => events,
  async join({ role, codec, domain, port, server, appId, token, uid }) {
    AgoraRTC.setLogLevel(4);
    client = AgoraRTC.createClient({ mode: 'live', codec, role });
    client.setLocalAccessPointsV2({ accessPoints: { serverList: [server], domain, port } });
    for (const name of EVENTS) client.on(name, (...details) => events.push([name, ...details.map(String)]));
    await client.join(appId, 'double', token, uid);
  },
  async publish() {
    const video = AgoraRTC.createCustomVideoTrack({
      ...{ mediaStreamTrack: movingPicture(640, 360, 25), width: 640, height: 360, frameRate: 25, bitrateMax: 800 },
    });
    await client.publish([video, AgoraRTC.createCustomAudioTrack({ mediaStreamTrack: tone() })]);
  },
  async dualStream() {
    client.setLowStreamParameter({ width: 320, height: 180, framerate: 15, bitrate: 150 });
    await client.enableDualStream();
  },
  async watch() {
    const user = await new Promise((resolve) => {
      const look = () => {
        const [found] = client.remoteUsers;
        if (found?.hasVideo && found.hasAudio) resolve(found);
        else setTimeout(look, 50);
      };
      look();
    });
    await client.subscribe(user, 'video');
    await client.subscribe(user, 'audio');
  },
  switchTo: (type) => client.setRemoteVideoStreamType(client.remoteUsers[0].uid, type),
  renew: (token) => client.renewToken(token),
  unpublish: () => client.unpublish(),
  leave: () => client.leave(),
  /** Returns what was received: frames decoded and their height, audio samples. */
  async received() {
    const found = { frames: 0, height: 0, samples: 0 };
    for (const connection of connections.filter(({ connectionState }) => connectionState !== 'closed'))
      for (const report of (await connection.getStats()).values())
        if (report.type === 'inbound-rtp' && report.kind === 'video') {
          found.frames += report.framesDecoded ?? 0;
          found.height = report.frameHeight ?? found.height;
        } else if (report.type === 'inbound-rtp') found.samples += report.totalSamplesReceived ?? 0;
    return found;
  },
};
