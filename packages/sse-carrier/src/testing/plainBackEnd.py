"""Event streams as a beginner writes them with Python's http.server: no framework, nothing of carriers.

plainBackEnd.py [FOLDER]: FOLDER has the pages.
"""

import json
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

events = {}
changed = threading.Condition()
pages = sys.argv[1] if len(sys.argv) > 1 else None


class Handler(SimpleHTTPRequestHandler):
    def do_GET(self):
        if not self.path.startswith("/streams/"):
            return super().do_GET() if pages else self.send_error(404)
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        at = int(self.headers.get("Last-Event-ID") or 0)
        try:
            self.wfile.write(b": hello\n\n")
            while True:
                with changed:
                    changed.wait_for(lambda: len(events.get(self.path, [])) > at, timeout=5)
                    new = events.get(self.path, [])[at:]
                for data in new:
                    at += 1
                    self.wfile.write(f"id: {at}\ndata: {data}\n\n".encode())
                if not new:
                    self.wfile.write(b":\n\n")
        except OSError:
            pass

    def do_POST(self):
        data = self.rfile.read(int(self.headers["Content-Length"])).decode()
        with changed:
            events.setdefault(self.path, []).extend(json.loads(data))
            changed.notify_all()
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=pages))
print(f"port {server.server_address[1]}\n", end="", flush=True)
server.serve_forever()
