# One image for the service and the workers, with what a server runs and nothing else (the demo:
# make demo); settings come from the environment
# (docs/settings.md), state lives in the volume /data.
#   docker build -t wardsheets .
#   docker run -p 8080:8080 -v wardsheets:/data wardsheets
FROM python:3.12-slim AS build
WORKDIR /app
COPY requirements.lock requirements-build.lock ./
RUN python -m venv /opt/wardsheets \
    && /opt/wardsheets/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock \
    && pip install --no-cache-dir --no-deps --require-hashes -r requirements-build.lock
COPY . .
RUN pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir /dist . \
    && /opt/wardsheets/bin/pip install --no-cache-dir --no-deps /dist/*.whl

FROM python:3.12-slim
RUN useradd --system --create-home --home-dir /data wardsheets
COPY --from=build /opt/wardsheets /opt/wardsheets
ENV PATH=/opt/wardsheets/bin:$PATH PYTHONUNBUFFERED=1 TZ=Asia/Ho_Chi_Minh \
    WARDSHEETS_DATA_DIR=/data WARDSHEETS_HOST=0.0.0.0 WARDSHEETS_PORT=8080
USER wardsheets
WORKDIR /data
VOLUME /data
EXPOSE 8080
CMD ["wardsheets", "serve"]
