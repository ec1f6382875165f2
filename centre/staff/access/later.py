"""What is done once the reader has her answer: she waits for no mail server."""

import logging

logger = logging.getLogger(__name__)


def after(response, act) -> None:
    """Call ``act`` when ``response`` is with its reader; what goes wrong there is logged.

    A WSGI server closes an answer when it has sent it.
    """
    close = response.close

    def close_after():
        try:
            act()
        except Exception:
            logger.exception("What was to be done after an answer failed.")
        finally:
            close()

    response.close = close_after
