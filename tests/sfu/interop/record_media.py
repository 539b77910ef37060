"""Records tests/fixtures/encoded/ball-and-tone.json with GStreamer's encoders: /usr/bin/python3 -B record_media.py

Two seconds of a moving ball in VP8 that begin with their only keyframe, and one of a tone in Opus; base64.
"""

import base64
import json
from pathlib import Path

import gi

gi.require_version("Gst", "1.0")
from gi.repository import Gst  # noqa: E402

FILE = Path(__file__).parents[2] / "fixtures" / "encoded" / "ball-and-tone.json"
VIDEO = (
    "videotestsrc pattern=ball num-buffers=60 ! video/x-raw,width=320,height=180,framerate=30/1 "
    "! vp8enc deadline=1 cpu-used=8 target-bitrate=200000 keyframe-max-dist=3000 ! appsink name=sink sync=false"
)
AUDIO = (
    "audiotestsrc wave=sine volume=0.3 samplesperbuffer=960 num-buffers=50 ! audio/x-raw,rate=48000,channels=1 "
    "! opusenc bitrate=32000 frame-size=20 ! appsink name=sink sync=false"
)


def encode(pipeline):
    running = Gst.parse_launch(pipeline)
    sink = running.get_by_name("sink")
    running.set_state(Gst.State.PLAYING)
    frames = []
    while (sample := sink.emit("pull-sample")) is not None:
        buffer = sample.get_buffer()
        frames.append(base64.b64encode(buffer.extract_dup(0, buffer.get_size())).decode())
    running.set_state(Gst.State.NULL)
    return frames


Gst.init(None)
FILE.parent.mkdir(exist_ok=True)
FILE.write_text(json.dumps({"video": encode(VIDEO), "audio": encode(AUDIO)[:50]}, indent=0) + "\n")
