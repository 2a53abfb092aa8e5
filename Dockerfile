# One image for the web and the workers, with what a server runs and nothing else; settings come from
# the environment (docs/settings.md), state lives in the volume /data, and the rest of the image may be
# read-only. The steps are carried out by `make test-stack` where there is no Docker.
#   docker build -t wardsheets .
#   docker run -p 8080:8080 -v wardsheets:/data wardsheets
#   docker build -t wardsheets-emulator --target emulator .     # the same with the local Google
# Pinned by its version; to pin its bytes too: --build-arg BASE=python@sha256:…
ARG BASE=python:3.12.12-slim-trixie

FROM ${BASE} AS build
WORKDIR /build
COPY requirements.lock requirements-build.lock ./
RUN python -m venv /opt/build
RUN /opt/build/bin/python -m pip install --no-cache-dir --no-deps --require-hashes -r requirements-build.lock
# Without pip: nothing is installed into it later.
RUN python -m venv --without-pip /opt/wardsheets
RUN /opt/build/bin/python -m pip --python /opt/wardsheets install --no-cache-dir --no-deps --require-hashes -r requirements.lock
COPY . .
RUN /opt/build/bin/python -m pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir /opt/dist . ./sheets_emulator
RUN /opt/build/bin/python -m pip --python /opt/wardsheets install --no-cache-dir --no-deps /opt/dist/wardsheets-*.whl
# Tests of libraries: a fifth of what is installed, and nothing imports them.
RUN find /opt/wardsheets/lib -type d -name tests -path '*/site-packages/*' -prune -exec rm -r {} +

FROM ${BASE} AS service
# pg_dump and pg_restore, for `wardsheets backup`: of the newest server that they know.
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-client && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --create-home --home-dir /data wardsheets && chmod 700 /data
COPY --from=build /opt/wardsheets /opt/wardsheets
ENV PATH=/opt/wardsheets/bin:$PATH PYTHONUNBUFFERED=1 TZ=Asia/Ho_Chi_Minh PORT=8080
ENV WARDSHEETS_DATA_DIR=/data WARDSHEETS_HOST=0.0.0.0
USER wardsheets
WORKDIR /data
VOLUME /data
EXPOSE 8080
# Whether the process answers; what else is in order is told at /readyz.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=4)"]
ENTRYPOINT ["sh", "-c", "WARDSHEETS_PORT=${WARDSHEETS_PORT:-$PORT} exec \"$@\"", "--"]
CMD ["wardsheets", "serve"]

FROM build AS build-emulator
RUN /opt/build/bin/python -m pip --python /opt/wardsheets install --no-cache-dir --no-deps --require-hashes -r requirements-demo.lock
RUN /opt/build/bin/python -m pip --python /opt/wardsheets install --no-cache-dir --no-deps /opt/dist/wardsheets_emulator-*.whl

FROM service AS emulator
COPY --from=build-emulator /opt/wardsheets /opt/wardsheets
EXPOSE 8700
CMD ["wardsheets-emulator", "--host", "0.0.0.0", "--data", "/data"]

# What `docker build` without a target makes.
FROM service
