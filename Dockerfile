# The firstline binary with the shipped knowledge. Mount your own over /firstline/knowledge.
FROM rust:1-slim-bookworm AS build
WORKDIR /firstline
COPY . .
RUN cargo build --release --locked --bin firstline

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
COPY --from=build /firstline/target/release/firstline /usr/local/bin/firstline
COPY knowledge /firstline/knowledge
WORKDIR /firstline
USER nobody
ENTRYPOINT ["firstline"]
CMD ["check"]
