FROM python:3.11-slim-bookworm AS builder

# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends gcc libc6-dev \
    && rm -rf /var/lib/apt/lists/*

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
COPY requirements-build.txt requirements.txt ./
# Two environments: what builds stays here, what runs goes on.
RUN python3 -m venv /opt/build \
    && /opt/build/bin/pip install --require-hashes --no-deps -r requirements-build.txt \
    && /opt/build/bin/pip wheel --require-hashes --no-deps --no-build-isolation --wheel-dir wheels -r requirements.txt

COPY LICENSE README.md pyproject.toml ./
COPY src src
COPY rulesets rulesets
RUN /opt/build/bin/pip wheel --no-deps --no-build-isolation --wheel-dir wheels . \
    && python3 -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-index --no-deps wheels/*.whl \
    && /opt/venv/bin/pip check


FROM python:3.11-slim-bookworm

COPY --from=builder /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1
USER 10001
EXPOSE 50051
ENTRYPOINT ["propengine"]
CMD ["serve", "--host", "0.0.0.0"]
