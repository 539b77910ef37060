"""HTTP half of WHIP and WHEP (RFC 9725), for the peers beside this file."""

import time
import urllib.error
import urllib.request
from urllib.parse import urljoin

PATIENCE_S = 20


def post(url, offer):
    """Sends an offer, again while nobody publishes yet (409). Returns the answer and the session's URL."""
    request = urllib.request.Request(url, offer.encode(), {"Content-Type": "application/sdp"})
    begun = time.monotonic()
    while True:
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                return response.read().decode(), urljoin(url, response.headers["Location"])
        except urllib.error.HTTPError as error:
            if error.code != 409 or time.monotonic() - begun > PATIENCE_S:
                raise RuntimeError(f"{error.code}: {error.read().decode()}") from error
        time.sleep(0.2)


def delete(session):
    urllib.request.urlopen(urllib.request.Request(session, method="DELETE"), timeout=5).close()
