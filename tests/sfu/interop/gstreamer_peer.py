"""GStreamer's webrtcbin as a publisher or a viewer: gstreamer_peer.py publish|watch URL CODEC FRAMES

publish: sends a moving ball in VP8 and a tone, until stdin ends; CODEC and FRAMES do not matter.
watch: ends once FRAMES pictures and as many blocks of sound have been decoded, or when stdin ends; prints what was.
"""

import array
import json
import sys
import threading

import gi
import whip

gi.require_version("Gst", "1.0")
gi.require_version("GstSdp", "1.0")
gi.require_version("GstWebRTC", "1.0")
from gi.repository import GLib, Gst, GstSdp, GstWebRTC  # noqa: E402

NAMES = {"vp8": "VP8", "h264": "H264"}
# Looked up here: PyGObject does it on first use, which two threads at once make fail.
TYPES = (Gst.Buffer, Gst.MapInfo, Gst.Memory, Gst.Pad, Gst.Caps, Gst.Structure, Gst.Promise, Gst.Bin)
SRC, READ = Gst.PadDirection.SRC, Gst.MapFlags.READ
COMPLETE, ANSWER = GstWebRTC.WebRTCICEGatheringState.COMPLETE, GstWebRTC.WebRTCSDPType.ANSWER
new_description, parse_sdp = GstWebRTC.WebRTCSessionDescription.new, GstSdp.SDPMessage.new_from_text

# Without it an offer means packetization mode 0 (RFC 6184): no packet may hold a part of a NAL unit, yet rtph264pay splits them.
FORMATS = {"H264": ",packetization-mode=(string)1,profile-level-id=(string)42e01f"}
DECODERS = {
    "VP8": "rtpvp8depay ! vp8dec",
    "H264": "rtph264depay ! h264parse ! openh264dec",
    "OPUS": "rtpopusdepay ! opusdec",
}


def fail(text):
    print(text, file=sys.stderr, flush=True)
    sys.exit(1)


class Peer:
    def __init__(self, pipeline, url):
        self.url = url
        self.session = None
        self.pipeline = Gst.Pipeline.new(None)
        self.pipeline.add(Gst.parse_bin_from_description(pipeline, False))
        self.bin = self.pipeline.get_by_name("peer")
        self.loop = GLib.MainLoop()
        bus = self.pipeline.get_bus()
        bus.add_signal_watch()
        bus.connect("message::error", lambda _, message: self.end(str(message.parse_error())))
        self.bin.connect("notify::ice-gathering-state", self.on_gathering)
        threading.Thread(target=self.wait_for_stdin, daemon=True).start()

    def wait_for_stdin(self):
        sys.stdin.read()
        GLib.idle_add(self.loop.quit)

    def end(self, error):
        self.error = error
        self.loop.quit()

    error = None

    def offer(self):
        promise = Gst.Promise.new_with_change_func(self.on_offer)
        self.bin.emit("create-offer", None, promise)
        return False

    def on_offer(self, promise):
        promise.wait()
        reply = promise.get_reply()
        offer = reply.get_value("offer")
        self.bin.emit("set-local-description", offer, Gst.Promise.new())

    def on_gathering(self, element, _):
        if self.session is None and element.get_property("ice-gathering-state") == COMPLETE:
            threading.Thread(target=self.exchange, daemon=True).start()

    def exchange(self):
        try:
            sdp = self.bin.get_property("local-description").sdp.as_text()
            answer, self.session = whip.post(self.url, sdp)
            _, message = parse_sdp(answer)
            description = new_description(ANSWER, message)
            self.bin.emit("set-remote-description", description, Gst.Promise.new())
        except Exception as error:  # the main loop must hear of it
            GLib.idle_add(self.end, repr(error))

    def run(self):
        self.pipeline.set_state(Gst.State.PLAYING)
        GLib.idle_add(self.offer)
        self.loop.run()
        self.pipeline.set_state(Gst.State.NULL)
        if self.error is not None:
            fail(self.error)
        if self.session is not None:
            whip.delete(self.session)


def publish(url):
    rtp = "application/x-rtp,media={},payload={},encoding-name={}"
    Peer(
        "webrtcbin name=peer bundle-policy=max-bundle "
        "videotestsrc is-live=true pattern=ball ! video/x-raw,width=320,height=180,framerate=30/1 "
        "! vp8enc deadline=1 cpu-used=8 target-bitrate=400000 keyframe-max-dist=3000 ! rtpvp8pay pt=96 "
        f"! {rtp.format('video', 96, 'VP8')} ! peer. "
        "audiotestsrc is-live=true wave=sine volume=0.3 ! audio/x-raw,rate=48000,channels=1 ! opusenc "
        f"! rtpopuspay pt=97 ! {rtp.format('audio', 97, 'OPUS')} ! peer. ",
        url,
    ).run()


def watch(url, codec, wanted):
    peer = Peer("webrtcbin name=peer bundle-policy=max-bundle", url)
    recvonly = GstWebRTC.WebRTCRTPTransceiverDirection.RECVONLY
    names = {"video": NAMES[codec], "audio": "OPUS"}
    clocks = {"video": 90000, "audio": 48000}
    for payload, (media, name) in enumerate(names.items(), 96):
        channels = ",encoding-params=(string)2" if media == "audio" else ""
        caps = f"application/x-rtp,media={media},encoding-name={name},payload={payload},clock-rate={clocks[media]}"
        feedback = ",rtcp-fb-nack-pli=(boolean)true" if media == "video" else ""
        peer.bin.emit("add-transceiver", recvonly, Gst.Caps.from_string(caps + channels + FORMATS.get(name, '') + feedback))
    seen = {"pictures": 0, "different": 0, "size": None, "blocks": 0, "loudBlocks": 0}
    pictures = set()

    def on_frame(_, buffer, pad, media):
        found, view = buffer.map(READ)
        if found and media == "video":
            caps = pad.get_current_caps().get_structure(0)
            seen["pictures"] += 1
            seen["size"] = [caps.get_value("width"), caps.get_value("height")]
            pictures.add(hash(bytes(view.data)))
            seen["different"] = len(pictures)
        elif found:
            seen["blocks"] += 1
            seen["loudBlocks"] += max(array.array("h", bytes(view.data))) > 1000
        buffer.unmap(view)
        if min(seen["pictures"], seen["loudBlocks"]) >= wanted:
            GLib.idle_add(peer.loop.quit)

    def on_pad(_, pad):
        if pad.direction != SRC:
            return
        caps = pad.get_current_caps().get_structure(0)
        name, media = caps.get_value("encoding-name"), caps.get_value("media")
        raw = "videoconvert ! video/x-raw,format=I420" if media == "video" else "audioconvert ! audio/x-raw,format=S16LE"
        sink = f"queue ! {DECODERS[name]} ! {raw} ! fakesink name=sink sync=false signal-handoffs=true"
        decoder = Gst.parse_bin_from_description(sink, True)
        decoder.get_by_name("sink").connect("handoff", on_frame, media)
        peer.bin.get_parent().add(decoder)
        decoder.sync_state_with_parent()
        pad.link(decoder.get_static_pad("sink"))

    peer.bin.connect("pad-added", on_pad)
    peer.run()
    print(json.dumps(seen), flush=True)
    sys.stdin.read()


def main():
    Gst.init(None)
    role, url, codec, frames = sys.argv[1:5]
    if role == "publish":
        publish(url)
    else:
        watch(url, codec, int(frames))


main()
