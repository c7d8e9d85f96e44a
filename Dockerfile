# The bot with the shipped knowledge: no shell, no package manager, not root. docker-compose.yml runs it.
#
#   /firstline/knowledge   the knowledge: mount your own over it, read-only
#   /data                  where it is run: firstline.db is written here, and firstline.toml is read from here if it is there
FROM rust:1-slim-bookworm AS build
RUN apt-get update && apt-get install -qy --no-install-recommends gcc libc6-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /build
# Nothing else, so that changed knowledge or a changed guide makes no new build.
COPY Cargo.toml Cargo.lock ./
COPY src src
RUN cargo build --release --locked --bin firstline && mkdir /data

FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /build/target/release/firstline /usr/local/bin/firstline
COPY knowledge /firstline/knowledge
COPY --from=build --chown=65532:65532 /data /data
ENV FIRSTLINE_KNOWLEDGE=/firstline/knowledge FIRSTLINE_LISTEN=0.0.0.0:9464
WORKDIR /data
VOLUME /data
EXPOSE 9464
USER 65532:65532
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["firstline", "health"]
ENTRYPOINT ["firstline"]
CMD ["run"]
