# One image for every process of the bot; its argument says which: gateway or rasa. Secrets come from the environment
# when it runs, none is in here. deploy/try-image.sh runs these very steps in a chroot where there is no engine.

FROM debian:12-slim AS python
RUN apt-get update && apt-get install -y --no-install-recommends python3 && rm -rf /var/lib/apt/lists/*
WORKDIR /app

FROM python AS build
RUN apt-get update && apt-get install -y --no-install-recommends python3-venv ca-certificates
COPY requirements.lock ./
COPY locks locks/
RUN python3 -m venv /uv && /uv/bin/pip install --quiet "$(grep -o '^uv==[^ ]*' requirements.lock)"
RUN /uv/bin/uv venv --quiet .venv && /uv/bin/uv pip sync --quiet --compile-bytecode --require-hashes --python .venv locks/serve.lock
RUN /uv/bin/uv venv --quiet /train && /uv/bin/uv pip sync --quiet --require-hashes --python /train locks/run.lock
COPY . ./
RUN /train/bin/python -m bot check && /train/bin/python -m bot train && .venv/bin/python -m compileall -q bot actions

FROM python
COPY --from=build /app /app
ENV HOME=/tmp PYTHONDONTWRITEBYTECODE=1 OPENBLAS_NUM_THREADS=1
USER 10001:10001
ENTRYPOINT ["/app/.venv/bin/python", "-m", "bot", "part"]
CMD ["gateway"]
