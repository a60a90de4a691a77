"""Signs requests with botocore, as a witness that shares nothing with our signer.

One JSON object a line in, one out. "how": "headers" or "query" (with "expires").
"""
import base64
import datetime
import json
import sys

import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials


class Clock:
    """Stands in for the module `datetime` inside botocore.auth."""

    def __init__(self, now):
        class Stopped(datetime.datetime):
            @classmethod
            def utcnow(cls):
                return now

        self.datetime = Stopped


def sign(wish):
    when = datetime.datetime.strptime(wish["when"], "%Y%m%dT%H%M%SZ")
    botocore.auth.datetime = Clock(when)
    keys = Credentials(wish["key"], wish["secret"], wish.get("token") or None)
    request = AWSRequest(method=wish["method"], url=wish["url"],
                         data=base64.b64decode(wish.get("body", "")))
    if "params" in wish:
        request.params = [tuple(pair) for pair in wish["params"]]
    for name, value in wish.get("headers", []):
        request.headers[name] = value
    if wish["how"] == "query":
        signer = botocore.auth.SigV4QueryAuth(keys, wish["service"], wish["region"],
                                              expires=wish["expires"])
    else:
        signer = botocore.auth.SigV4Auth(keys, wish["service"], wish["region"])
    signer.add_auth(request)
    return {"url": request.url, "headers": dict(request.headers.items())}


for line in sys.stdin:
    print(json.dumps(sign(json.loads(line))))
