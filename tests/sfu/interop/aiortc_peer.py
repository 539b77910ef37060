"""aiortc as a publisher or a viewer: aiortc_peer.py publish|watch URL CODEC FRAMES

publish: sends a flat picture whose brightness changes, and a tone, until stdin ends.
watch: ends once FRAMES pictures and as many blocks of sound have been decoded, or when stdin ends; prints what was.
"""

import array
import asyncio
import json
import math
import sys

import whip
from aiortc import RTCPeerConnection, RTCRtpSender, RTCSessionDescription
from aiortc.mediastreams import AUDIO_PTIME, AudioStreamTrack, VideoStreamTrack
from av import AudioFrame, VideoFrame

WIDTH, HEIGHT, RATE = 320, 180, 48000


class Picture(VideoStreamTrack):
    count = 0

    async def recv(self):
        pts, time_base = await self.next_timestamp()
        frame = VideoFrame(WIDTH, HEIGHT, "yuv420p")
        self.count += 1
        for index, plane in enumerate(frame.planes):
            plane.update(bytes([40 + self.count * 3 % 160 if index == 0 else 128]) * plane.buffer_size)
        frame.pts, frame.time_base = pts, time_base
        return frame


class Tone(AudioStreamTrack):
    position = 0

    async def recv(self):
        timed = await super().recv()
        samples = int(AUDIO_PTIME * RATE)
        values = [int(8000 * math.sin(2 * math.pi * 440 * (self.position + i) / RATE)) for i in range(samples)]
        self.position += samples
        frame = AudioFrame(format="s16", layout="mono", samples=samples)
        frame.planes[0].update(array.array("h", values).tobytes())
        frame.sample_rate, frame.pts = RATE, self.position
        frame.time_base = type(timed.time_base)(1, RATE)
        return frame


async def stdin_ends():
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


async def exchange(peer, url):
    await peer.setLocalDescription(await peer.createOffer())
    answer, session = await asyncio.to_thread(whip.post, url, peer.localDescription.sdp)
    await peer.setRemoteDescription(RTCSessionDescription(answer, "answer"))
    return session


async def publish(url, codec):
    peer = RTCPeerConnection()
    video = peer.addTransceiver(Picture(), "sendonly")
    peer.addTransceiver(Tone(), "sendonly")
    codecs = RTCRtpSender.getCapabilities("video").codecs
    video.setCodecPreferences([one for one in codecs if one.mimeType.lower() == f"video/{codec}"])
    session = await exchange(peer, url)
    await stdin_ends()
    await asyncio.to_thread(whip.delete, session)
    await peer.close()


async def watch(url, wanted):
    peer = RTCPeerConnection()
    seen = {"pictures": 0, "different": 0, "size": None, "blocks": 0, "loudBlocks": 0}
    pictures = set()
    enough = asyncio.Event()

    async def read(track):
        while True:
            frame = await track.recv()
            if track.kind == "video":
                seen["pictures"] += 1
                seen["size"] = [frame.width, frame.height]
                plane = frame.planes[0]
                pictures.add(hash(bytes(plane)))
                seen["different"] = len(pictures)
            else:
                seen["blocks"] += 1
                values = array.array("h", bytes(frame.planes[0]))
                seen["loudBlocks"] += max(values) > 1000
            if min(seen["pictures"], seen["loudBlocks"]) >= wanted:
                enough.set()

    tasks = []
    peer.on("track", lambda track: tasks.append(asyncio.ensure_future(read(track))))
    for kind in ("audio", "video"):
        peer.addTransceiver(kind, "recvonly")
    session = await exchange(peer, url)
    ends = [asyncio.ensure_future(enough.wait()), asyncio.ensure_future(stdin_ends())]
    await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    print(json.dumps(seen), flush=True)
    for task in tasks:
        task.cancel()
    await asyncio.to_thread(whip.delete, session)
    await peer.close()
    await ends[1]


def main():
    role, url, codec, frames = sys.argv[1:5]
    asyncio.run(publish(url, codec) if role == "publish" else watch(url, int(frames)))


main()
