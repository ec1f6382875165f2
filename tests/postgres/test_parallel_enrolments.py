"""Places are never given twice, on the threads of a server and on its database."""

from tests.pages.test_parallel_enrolments import *  # noqa: F403
