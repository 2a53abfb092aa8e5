# One image for the service, the workers and the demo; settings come from the environment
# (docs/settings.md), state lives in the volume /data.
#   docker build -t wardsheets .
#   docker run -p 8080:8080 -v wardsheets:/data wardsheets
FROM python:3.12-slim AS build
WORKDIR /app
COPY requirements.lock ./
RUN python -m venv /opt/wardsheets \
    && /opt/wardsheets/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY . .
RUN /opt/wardsheets/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

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
