# Both stages stand on one system and its own interpreter, which gets that system's security updates.
FROM debian:bookworm-slim AS python

# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends python3 \
    && rm -rf /var/lib/apt/lists/*


FROM python AS builder

# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates gcc libc6-dev python3-dev python3-venv \
    && rm -rf /var/lib/apt/lists/*

# Fixed times, and no debug information with the paths of a build: what is built twice is equal.
ENV CFLAGS=-g0 SOURCE_DATE_EPOCH=315532800
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
COPY requirements-build.txt requirements.txt ./
# Two environments: what builds stays here; what runs goes on, and has no pip.
RUN python3 -m venv /opt/build \
    && /opt/build/bin/pip install --require-hashes --no-deps -r requirements-build.txt \
    && /opt/build/bin/pip wheel --require-hashes --no-deps --no-build-isolation --wheel-dir wheels -r requirements.txt

COPY LICENSE README.md pyproject.toml ./
COPY src src
COPY client client
COPY rulesets rulesets
COPY schemas schemas
# The user who runs cannot write, so it is compiled here; by hash, because times would differ from build to build.
RUN /opt/build/bin/pip wheel --no-deps --no-build-isolation --wheel-dir wheels ./client . \
    && python3 -m venv --without-pip /opt/venv \
    && /opt/build/bin/pip --python /opt/venv/bin/python3 install --no-compile --no-index --no-deps wheels/*.whl \
    && /opt/build/bin/pip --python /opt/venv/bin/python3 check \
    && python3 -m compileall -q --invalidation-mode unchecked-hash /opt/venv/lib

# The shipped rulesets are checked here, once, by the interpreter and the libraries that will serve them.
RUN XDG_CACHE_HOME=/opt/venv/cache /opt/venv/bin/propengine rulesets list


FROM python

COPY --from=builder /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH PROPENGINE_HOST=0.0.0.0 XDG_CACHE_HOME=/opt/venv/cache
USER 10001:10001
EXPOSE 50051
STOPSIGNAL SIGTERM
HEALTHCHECK --start-period=30s CMD ["python3", "-m", "propengine.server.probe", "localhost:50051"]
ENTRYPOINT ["propengine"]
CMD ["serve"]

ARG REVISION=unknown
LABEL org.opencontainers.image.title="propengine" \
      org.opencontainers.image.description="A rules-engine microservice for proportionality in drug sentencing." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.revision=$REVISION
