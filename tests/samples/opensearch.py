"""As much of OpenSearch as the search of staff speaks to: it keeps documents and finds words."""

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class SmallOpenSearch:
    """Answers on the loopback; ``asked`` has the method and path of every request."""

    def __init__(self):
        self.documents, self.asked = {}, []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self):
                size = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(size)
                outer.asked.append((self.command, self.path))
                status, found = outer.answer(self.command, self.path, body)
                content = b"" if self.command == "HEAD" else json.dumps(found).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = answer

            def log_message(self, *args):
                """Stay silent."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *exception):
        self._server.shutdown()
        self._server.server_close()

    def answer(self, method, path, body):
        """Return the status of a request, and what it is told."""
        if document := re.match(r"/([^/]+)/_doc/([^/?]+)", path):
            index, key = document.groups()
            if method == "DELETE":
                self.documents.pop((index, key), None)
            else:
                self.documents[index, key] = json.loads(body)
            return 200, {"result": "updated"}
        if "/_search" in path:
            return 200, {"hits": {"hits": self._hits(path, body)}}
        if "/_count" in path:
            return 200, {"count": len(self._hits(path, body))}
        return 200, {"acknowledged": True, "version": {"number": "2.19.0"}}

    def _hits(self, path, body):
        index = path.split("/")[1]
        words = {word.lower() for word in re.findall(r'"query": *"([^"]+)"', body.decode())}
        return [
            {"_id": key, "_score": 1.0, "fields": {"pk": [document["pk"]]}}
            for (at, key), document in self.documents.items()
            if at == index and any(word in json.dumps(document).lower() for word in words)
        ]


def backends(url, database):
    """Return ``WAGTAILSEARCH_BACKENDS`` with the server at ``url`` before ``database``."""
    return {
        "default": {
            "BACKEND": "centre.opensearch",
            "URLS": [url],
            "INDEX_PREFIX": "centre_",
            "TIMEOUT": 2,
            "OPTIONS": {"max_retries": 0},
        },
        "database": database,
    }
