"""Hand a listening socket to a program, as the socket units of systemd do.

python -m drill.activation DESCRIPTOR PROGRAM ARGUMENT…
"""

import os
import sys

FIRST = 3  # of those that systemd passes


def main(descriptor: str, *command: str) -> None:
    """Become the program ``command``, with the socket where systemd puts it."""
    if int(descriptor) == FIRST:
        os.set_inheritable(FIRST, True)
    else:
        os.dup2(int(descriptor), FIRST)
    os.environ["LISTEN_FDS"] = "1"
    os.environ["LISTEN_PID"] = str(os.getpid())
    os.execv(command[0], command)


if __name__ == "__main__":
    main(*sys.argv[1:])
