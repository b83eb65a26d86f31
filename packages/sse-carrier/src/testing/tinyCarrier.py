"""A carrier by docs/carrier-protocol.md and nothing else, before any server: tinyCarrier.py TARGET_PORT

The second implementation of the protocol: it shows that the page says enough. No marks, no limits.
"""

import base64
import http.client
import json
import queue
import secrets
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

PATH = "/event-streams"
TARGET = int(sys.argv[1])
TAKEN = {"last-event-id", "accept-language", "authorization"}
IMPLIED = {"accept", "cache-control", "pragma", "user-agent"}
OF_THE_POST = {"host", "content-type", "content-length", "connection", "accept", "accept-encoding", "origin"}
carriers = {}


class Carrier:
    def __init__(self):
        self.out = queue.Queue(64)
        self.streams = {}

    def say(self, kind, message):
        self.out.put(f"event: {kind}\ndata: {json.dumps(message)}\n\n".encode())

    def open(self, opening, post_headers):
        number, url = opening["stream"], opening["url"]
        names = {name.lower() for name, _ in opening.get("headers", [])}
        path = unquote(unquote(urlsplit(url).path))
        if not url.startswith("/") or url.startswith("//") or "\\" in path or ".." in path.split("/"):
            return self.say("decline", {"stream": number, "reason": "url"})
        if names - TAKEN - IMPLIED:
            return self.say("decline", {"stream": number, "reason": "header"})
        headers = {k: v for k, v in post_headers.items() if k.lower() not in OF_THE_POST}
        headers.update({n: v for n, v in opening.get("headers", []) if n.lower() in TAKEN})
        headers.update({"Accept": "text/event-stream", "Accept-Encoding": "identity", "Event-Stream-Carried": "1"})
        threading.Thread(target=self.relay, args=(number, url, headers), daemon=True).start()

    def relay(self, number, url, headers):
        connection = self.streams[number] = http.client.HTTPConnection("127.0.0.1", TARGET)
        reason = "ended"
        try:
            connection.request("GET", url, headers=headers)
            answer = connection.getresponse()
        except OSError:
            return self.say("error", {"stream": number, "reason": "unreachable"})
        kept = [[n, v] for n, v in answer.getheaders() if n.lower() in ("content-type", "cache-control")]
        head = {"stream": number, "status": answer.status, "headers": kept}
        if answer.status != 200 or not (answer.getheader("content-type") or "").startswith("text/event-stream"):
            return self.say("refusal", {**head, "body": base64.b64encode(answer.read(65536)).decode()})
        self.say("head", head)
        try:
            after_cr = False
            while chunk := answer.read1(16384):
                if after_cr and chunk[:1] == b"\n":
                    chunk = chunk[1:]
                    after_cr = False
                    if not chunk:
                        continue
                after_cr = chunk[-1:] == b"\r"
                lines = chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
                kind = b"" if lines[-1] == b"" else b"+"
                if not kind:
                    lines.pop()
                data = b"".join(b"data: " + line + b"\n" for line in lines)
                self.out.put(b"event: %d%s\n%s\n" % (number, kind, data))
        except (OSError, http.client.HTTPException, AttributeError, ValueError):
            reason = "broken"
        if self.streams.pop(number, None):
            self.say("end", {"stream": number, "reason": reason})

    def close(self, number):
        connection = self.streams.pop(number, None)
        if connection and connection.sock:
            connection.sock.close()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        identity = secrets.token_urlsafe(16)
        carrier = carriers[identity] = Carrier()
        carrier.say("carrier", {"id": identity, "version": 1})
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store, no-transform")
        self.send_header("X-Accel-Buffering", "no")
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            while True:
                try:
                    self.wfile.write(carrier.out.get(timeout=15))
                except queue.Empty:
                    self.wfile.write(b":\n\n")
        except OSError:
            del carriers[identity]
            for number in list(carrier.streams):
                carrier.close(number)

    def do_POST(self):
        post = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        carrier = carriers.get(post["carrier"])
        status = 204 if carrier else 404
        if self.headers.get("Sec-Fetch-Site") != "same-origin":
            status, carrier = 403, None
        self.send_response(status)
        self.send_header("Content-Length", "0") if status != 204 else None
        self.end_headers()
        if carrier:
            for number in post.get("close", []):
                carrier.close(number)
            for opening in post.get("open", []):
                carrier.open(opening, self.headers)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(f"port {server.server_address[1]}\n", end="", flush=True)
server.serve_forever()
