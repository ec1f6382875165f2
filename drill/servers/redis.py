"""The cache that several machines share."""

import socket
import subprocess

from drill.servers.processes import PATIENCE, free_port, until


class Redis:
    """A cache server that keeps nothing on the disk."""

    def __init__(self, folder):
        self.folder = folder
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *exception):
        self.stop()

    def start(self):
        """Start it, empty, and return once it answers."""
        self.process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "",
             "--appendonly", "no", "--dir", self.folder],
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        until(self.answers, lambda: "redis-server does not answer")

    def stop(self):
        """Stop it and return once it has; what it kept is lost."""
        self.process.terminate()
        self.process.wait(timeout=PATIENCE)

    def answers(self):
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as line:
                line.sendall(b"PING\r\n")
                return line.recv(16).startswith(b"+PONG")
        except OSError:
            return False
