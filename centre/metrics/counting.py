"""What is counted as the site answers, in one process or summed over all of one server."""

import os

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics
from prometheus_client.exposition import generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from centre.metrics.folder import VARIABLE
from centre.metrics.kinds import class_of, kind_of, method_of
from centre.metrics.state import StateCollector

# They would tell at what second somebody first did something.
disable_created_metrics()

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

own = CollectorRegistry()
requests = Counter(
    "centre_requests",
    "Requests answered.",
    ["kind", "method", "status"],
    registry=own,
)
seconds = Histogram(
    "centre_request_seconds",
    "Time from a request to the beginning of its answer.",
    ["kind"],
    buckets=SECONDS,
    registry=own,
)
answers = Counter(
    "centre_page_cache_answers",
    "Answers kept in memory, made for anybody, or made for one person (passed).",
    ["answer"],
    registry=own,
)


def count(request, status: int, took: float) -> None:
    """Count the answer with ``status`` to ``request``, which took so many seconds."""
    kind = kind_of(request.path_info)
    requests.labels(kind, method_of(request.method or ""), class_of(status)).inc()
    seconds.labels(kind).observe(took)
    answers.labels(getattr(request, "page_cache", "passed")).inc()


def text() -> bytes:
    """Return all figures in the text format of Prometheus."""
    return generate_latest(_counted()) + generate_latest(_state())


def _counted() -> CollectorRegistry:
    if VARIABLE not in os.environ:
        return own
    summed = CollectorRegistry()
    MultiProcessCollector(summed)
    return summed


def _state() -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(StateCollector())
    return registry
