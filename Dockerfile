# The site as an image. Database, cache and bucket are elsewhere: compose.yaml shows where.
FROM python:3.11-slim-bookworm AS libraries
COPY requirements-large.lock /tmp/requirements.lock
RUN python -m venv /opt/centre \
    && /opt/centre/bin/pip install --no-cache-dir --require-hashes -r /tmp/requirements.lock

FROM python:3.11-slim-bookworm
SHELL ["/bin/sh", "-eu", "-c"]
# Versions are those of the Debian release named above: older ones leave its mirrors.
# hadolint ignore=DL3008
RUN apt-get update; \
    apt-get install -y --no-install-recommends \
      fonts-dejavu-core libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 postgresql-client; \
    rm -rf /var/lib/apt/lists/*; \
    useradd --system --uid 10001 --home-dir /srv/centre centre
COPY --from=libraries /opt/centre /opt/centre
WORKDIR /srv/centre/site
COPY . .
ENV PATH=/opt/centre/bin:/usr/local/bin:/usr/bin:/bin \
    DJANGO_SETTINGS_MODULE=centre.settings.production \
    CENTRE_VAR_DIR=/srv/centre/var \
    GUNICORN_BIND=0.0.0.0:8000
# No setting of a real site is known here, and none is needed to collect files.
RUN export SECRET_KEY=none ALLOWED_HOSTS=localhost CENTRE_BASE_URL=https://localhost DATABASE_URL=sqlite:///:memory:; \
    python manage.py collectstatic --no-input --verbosity 0; \
    python manage.py write_fault_page
RUN install -d -o centre -g centre /srv/centre/backups; \
    chown -R centre:centre /srv/centre/var
# By its number: a host that forbids root can tell.
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["python", "deploy/large/alive.py"]
CMD ["gunicorn", "--config", "deploy/gunicorn.conf.py"]
