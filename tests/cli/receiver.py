# SPDX-License-Identifier: MIT
"""A receiver of webhooks for tests: checks signatures, writes down what came, answers as it is told."""
import base64
import hashlib
import hmac
import http.server
import json
import threading

SECRET = "whsec_" + base64.b64encode(b"a secret of the tests, long enough").decode()


def signature(secret, number, timestamp, body):
    key = base64.b64decode(secret.removeprefix("whsec_"))
    return base64.b64encode(hmac.new(key, f"{number}.{timestamp}.".encode() + body, hashlib.sha256).digest()).decode()


class Receiver:
    """
    Use as `with Receiver() as receiver`. `answers` are the statuses of the next requests, `answers_about` of those about
    a page, by its id; then 200.
    """

    def __init__(self, secret=SECRET, port=0):
        self.secret, self.deliveries, self.answers, self.answers_about, self.bad = secret, [], [], {}, []
        self.changed = threading.Condition()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                status = outer.take(self.headers, body)
                self.send_response(status)
                if status == 503:
                    self.send_header("retry-after", "3600")  # so that a slow test does not see it tried again
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *args):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 64

            def handle_error(self, *args):
                pass  # a sender that was killed

        self.server = Server(("127.0.0.1", port), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/hook"

    def take(self, headers, body):
        wanted = signature(self.secret, headers["webhook-id"], headers["webhook-timestamp"], body)
        if f"v1,{wanted}" not in (headers["webhook-signature"] or "").split():
            self.bad.append(dict(headers))
            return 401
        with self.changed:
            event = json.loads(body)
            answers = self.answers_about.get(event.get("page", {}).get("id")) or self.answers
            status = answers.pop(0) if answers else 200
            if status == 200:
                assert event["id"] == headers["webhook-id"] and event["type"] == headers["webhook-event"]
                self.deliveries.append((dict(headers), event))
            self.changed.notify_all()
        return status

    @property
    def events(self):
        return [event for _, event in self.deliveries]

    def wait_for(self, count, seconds=60):
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.deliveries) >= count, seconds), self.events

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *args):
        self.server.shutdown()
        self.server.server_close()
