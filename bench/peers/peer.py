# SPDX-License-Identifier: MIT
"""Reads one page over and over with one Python client; prints the CPU microseconds that a call took."""
import http.client
import json
import resource
import sys
import time
import urllib.parse

DOCUMENT = ("query($id:Int!){pages{single(id:$id){id path hash title description tags{id tag title createdAt updatedAt} "
            "contentType createdAt updatedAt locale}}}")


def plain(url: str):
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc)
    body = json.dumps({"query": DOCUMENT, "variables": {"id": 1}})

    def call():
        connection.request("POST", "/graphql", body, {"Content-Type": "application/json"})
        return json.loads(connection.getresponse().read())["data"]["pages"]["single"]["title"]
    return call


def requests_session(url: str):
    import requests
    session = requests.Session()

    def call():
        answer = session.post(f"{url}/graphql", json={"query": DOCUMENT, "variables": {"id": 1}})
        return answer.json()["data"]["pages"]["single"]["title"]
    return call


def pyclient(url: str):
    from wikijs import WikiJS
    client = WikiJS(url=url, token="none")
    return lambda: client.get_page(id=1)


def main() -> None:
    name, url, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
    try:
        call = {"http.client": plain, "requests": requests_session, "wikijs-pyclient": pyclient}[name](url)
    except ImportError:
        sys.exit(1)
    call()
    before, calls, until = resource.getrusage(resource.RUSAGE_SELF), 0, time.monotonic() + seconds
    while time.monotonic() < until:
        call()
        calls += 1
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(cpu / calls * 1e6)


if __name__ == "__main__":
    main()
