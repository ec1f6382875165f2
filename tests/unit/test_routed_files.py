"""The addresses below a front page are found by one reader, however many are the first."""

import threading

from home.models import CentreHomePage

READERS = 6


def test_the_first_readers_at_once_read_the_class_one_after_the_other(monkeypatch):
    start, looking = threading.Barrier(READERS), threading.Lock()
    found, met = [], []
    real = CentreHomePage.get_subpage_urls
    monkeypatch.delattr(CentreHomePage, "_routablepage_urlresolver", raising=False)

    def looked_at():
        if not looking.acquire(blocking=False):
            met.append(True)
            return real()
        try:
            others.wait(0.2)
            return real()
        finally:
            looking.release()

    others = threading.Event()  # who would come in now would be met
    monkeypatch.setattr(CentreHomePage, "get_subpage_urls", looked_at)

    def ask():
        start.wait(10)
        found.append(CentreHomePage.get_resolver())

    threads = [threading.Thread(target=ask) for _reader in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(found) == READERS and len(set(map(id, found))) == 1
    assert not met
