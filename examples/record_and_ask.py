"""Records one API call and asks what was used. Python's standard library alone.

TOKENLEDGER_URL and TOKENLEDGER_KEY as everywhere; TOKENLEDGER_SESSION, a member's session token, where the answer is asked for too.
Everything that can be called stands in $TOKENLEDGER_URL/api/v1/openapi.json.
"""

import json
import os
import secrets
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

URL = os.environ["TOKENLEDGER_URL"] + "/api/v1"


def mint_event_id():
    """A UUIDv7: the time of the call in milliseconds, then chance. Keep it with the call: sent again, it is counted once."""
    bits = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    bits = bits & ~(0xF << 76) | 0x7 << 76
    bits = bits & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=bits))


def call(path, token, body=None):
    request = urllib.request.Request(
        URL + path,
        data=None if body is None else json.dumps(body).encode(),
        headers={"authorization": f"Bearer {token}", "content-type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return json.load(response)
    except urllib.error.HTTPError as refused:
        error = json.load(refused)["error"]
        raise SystemExit(f"{refused.code} {error['code']}: {error['message']}") from None


usage = {"input_tokens": 1200, "output_tokens": 80, "cache_read_input_tokens": 4000}
record = {
    "eventId": mint_event_id(),
    "user": "u_42",
    "feature": "chat",
    "model": "claude-haiku-4-5",
    "usage": usage,
}
print("recorded:", call("/usage/collect", os.environ["TOKENLEDGER_KEY"], record)["status"])

session = os.environ.get("TOKENLEDGER_SESSION")
if session:
    now = time.time()
    iso = "%Y-%m-%dT%H:%M:%SZ"
    question = urllib.parse.urlencode(
        {
            "startDate": time.strftime(iso, time.gmtime(now - 86400)),
            "endDate": time.strftime(iso, time.gmtime(now + 86400)),
            "features": ["chat", "search"],
        },
        doseq=True,
    )
    overview = call(f"/admin/systemOverview?{question}", session)
    # Sums are decimal strings; Python's int has no limit.
    print("requests:", int(overview["requests"]), "output tokens:", int(overview["outputTokens"]))
