# One image for every process of the bot: `docker build .`; then gateway or rasa as its argument. Secrets come from
# the environment when it runs; none is in here. Its steps are tried in a debootstrap chroot by deploy/try-image.sh.

FROM debian:12-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-venv ca-certificates
WORKDIR /app
COPY requirements.lock ./
RUN python3 -m venv .venv \
 && .venv/bin/python -m pip install --quiet "$(grep -o '^uv==[^ ]*' requirements.lock)" \
 && VIRTUAL_ENV=/app/.venv .venv/bin/uv pip sync --quiet --require-hashes requirements.lock
COPY . .
RUN .venv/bin/python -m bot check && .venv/bin/python -m bot train && .venv/bin/python -m compileall -q bot actions

FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends python3 && rm -rf /var/lib/apt/lists/*
COPY --from=build /app /app
WORKDIR /app
ENV HOME=/tmp PYTHONDONTWRITEBYTECODE=1 OPENBLAS_NUM_THREADS=1
USER 10001:10001
ENTRYPOINT ["/app/.venv/bin/python", "-m", "bot", "part"]
CMD ["gateway"]
