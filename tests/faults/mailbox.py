"""A mail server of the loopback that does as it is told."""

import socketserver
import threading


class Mailbox:
    """Takes mails into ``received``. ``answers``: what it says to a command instead of yes."""

    def __init__(self, port=0):
        self.received, self.answers = [], {}
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", port), _handler(self), False)
        self._server.allow_reuse_address = self._server.daemon_threads = True
        self._server.server_bind()
        self._server.server_activate()
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=[0.01], daemon=True).start()

    def stop(self):
        """Answer nobody any more."""
        self._server.shutdown()
        self._server.server_close()


def _handler(mailbox):
    return type("Handler", (Conversation,), {"mailbox": mailbox})


class Conversation(socketserver.StreamRequestHandler):
    """What one client says, and is answered."""

    mailbox: Mailbox
    timeout = 10

    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self):
        self.say("220 mailbox")
        recipients = []
        while line := self.rfile.readline():
            command = line[:4].decode().strip().upper()
            if command == "RCPT":
                recipients.append(line.decode().partition("<")[2].partition(">")[0])
            if command == "DATA" and command not in self.mailbox.answers:
                self.take(recipients)
                recipients = []
            else:
                self.say(self.mailbox.answers.get(command, "250 yes"))
            if command == "QUIT":
                return

    def take(self, recipients):
        self.say("354 go on")
        self.mailbox.received.append((recipients, self.mail()))
        self.say("250 taken")

    def mail(self):
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)
