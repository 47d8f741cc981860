"""A store of statements that listens on this machine: what an LRS is to its sender."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@contextmanager
def an_lrs():
    """Run the store while the block lasts; yield its address and the statements that came."""
    statements: list[dict] = []

    class Store(BaseHTTPRequestHandler):
        def do_PUT(self):
            self._keep(204)

        def do_POST(self):
            self._keep(200)

        def _keep(self, status):
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            statements.extend(sent if isinstance(sent, list) else [sent])
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_words):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Store)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/xapi/", statements
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
