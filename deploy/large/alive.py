"""Ask the process of this container whether it answers: ends with 0 if it does."""

import os
import sys
from http.client import HTTPConnection, HTTPException

port = int(os.environ.get("GUNICORN_BIND", "127.0.0.1:8000").rpartition(":")[2])
host = os.environ["ALLOWED_HOSTS"].partition(",")[0].lstrip(".")
connection = HTTPConnection("127.0.0.1", port, timeout=4)
try:
    connection.request("GET", "/healthz", headers={"Host": host})
    sys.exit(connection.getresponse().status != 200)
except (OSError, HTTPException):
    sys.exit(1)
