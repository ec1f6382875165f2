"""Hand listening sockets to a program, as the socket units of systemd do.

python -m drill.activation DESCRIPTOR,… PROGRAM ARGUMENT…
"""

import fcntl
import os
import sys

FIRST = 3  # of those that systemd passes
ABOVE = 100


def main(descriptors: str, *command: str) -> None:
    """Become the program ``command``, with the sockets where systemd puts them."""
    # Copied out of the way first: one may stand where another has to.
    copies = [fcntl.fcntl(int(one), fcntl.F_DUPFD, ABOVE) for one in descriptors.split(",")]
    for number, copy in enumerate(copies, start=FIRST):
        os.dup2(copy, number)
        os.close(copy)
    os.environ["LISTEN_FDS"] = str(len(copies))
    os.environ["LISTEN_PID"] = str(os.getpid())
    os.execv(command[0], command)


if __name__ == "__main__":
    main(*sys.argv[1:])
