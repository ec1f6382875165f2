"""The shipped large configuration of nginx, and a member of staff at one of the machines."""

from urllib.parse import urlencode

from wagtail.test.utils.form_data import querydict_from_html

from tests.deploy.servers import HOST, Nginx
from tests.samples.sending import BOUNDARY, multipart


class LargeNginx(Nginx):
    """``deploy/large/nginx.conf`` in front of two processes and a bucket."""

    SHIPPED = "large/nginx.conf"

    def __init__(self, processes, bucket, var, folder):
        self.bucket = bucket
        super().__init__(processes, var, folder)

    def _places(self, processes):
        one, two = (f"127.0.0.1:{process.port}" for process in processes)
        return (
            ("10.0.0.11:8000", one),
            ("10.0.0.12:8000", two),
            ("bucket.example.org:9000", self.bucket.endpoint.removeprefix("http://")),
            ("/centre-media/", f"/{self.bucket.name}/"),
        )


def fetch(connection, path, method="GET", body=None, **headers):
    """Return the status, the headers and the content at ``path``."""
    sent = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "127.0.0.1"} | headers
    connection.request(method, path, body, sent)
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response.status, response.headers, content


class Staff:
    """A browser of staff that talks to one machine."""

    def __init__(self, server, username, password):
        self._server, self._cookies = server, {}
        self.get("/admin/login/")
        sent = {"username": username, "password": password}
        status, headers, _content = self.post("/admin/login/", sent)
        assert (status, headers["Location"]) == (302, "/admin/")

    def get(self, path):
        """Return the page at ``path`` as text."""
        status, _headers, content = self._ask("GET", path)
        assert status == 200, (status, path)
        return content.decode()

    def post(self, path, fields):
        """Send ``fields``, a dictionary or what a form showed."""
        body = fields.urlencode() if hasattr(fields, "urlencode") else urlencode(fields)
        kind = "application/x-www-form-urlencoded"
        return self._ask("POST", path, body, kind)

    def send(self, path, fields, file_field, name, content):
        """Send ``fields`` with one file."""
        body = multipart(fields, file_field, name, content)
        return self._ask("POST", path, body, f"multipart/form-data; boundary={BOUNDARY}")

    def form(self, path, form_id):
        """Return what the form at ``path`` would send if nothing was touched."""
        return querydict_from_html(self.get(path), form_id=form_id)

    def _ask(self, method, path, body=None, kind=""):
        headers = {"Cookie": "; ".join(f"{name}={one}" for name, one in self._cookies.items())}
        if body is not None:
            token = self._cookies["csrftoken"]
            headers |= {
                "Content-Type": kind, "Origin": f"https://{HOST}", "X-CSRFToken": token,
            }  # fmt: skip
        answer = fetch(self._server.connect(), path, method, body, **headers)
        for cookie in answer[1].get_all("Set-Cookie") or []:
            name, _equals, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer
