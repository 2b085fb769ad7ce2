# Musnad as a container: the web application over a store. Nothing is downloaded when it runs.
#   docker build -t musnad . && docker run --rm -p 127.0.0.1:8000:8000 -v musnad:/data musnad
FROM python:3.12-slim-bookworm AS build
WORKDIR /src
COPY requirements/core.txt requirements/build.txt requirements/
RUN python -m venv /opt/musnad \
 && /opt/musnad/bin/pip install --no-cache-dir --require-hashes -r requirements/core.txt \
 && /opt/musnad/bin/pip install --no-cache-dir --require-hashes -r requirements/build.txt
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY docs/man/musnad.1 docs/man/
COPY packaging packaging
COPY src src
# MUSNAD_EXTRAS: postgres, mcp … (the lock file holds the core; an extra's packages are resolved when the image is built).
ARG MUSNAD_EXTRAS=""
RUN /opt/musnad/bin/pip install --no-cache-dir --no-build-isolation ".${MUSNAD_EXTRAS:+[$MUSNAD_EXTRAS]}" \
 && /opt/musnad/bin/pip uninstall --yes hatchling editables \
 && /opt/musnad/bin/python -m compileall -q /opt/musnad/lib

FROM python:3.12-slim-bookworm
LABEL org.opencontainers.image.title="Musnad" org.opencontainers.image.licenses="MIT"
RUN useradd --system --uid 10001 --home-dir /data --no-create-home musnad \
 && install -d -o musnad -g musnad /data
COPY --from=build /opt/musnad /opt/musnad
ENV PATH=/opt/musnad/bin:$PATH PYTHONUNBUFFERED=1 MUSNAD_STORE=/data/musnad.db
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/alive', timeout=4)"]
ENTRYPOINT ["musnad"]
# Beyond the loopback people log in: first `docker run --rm -it -v musnad:/data musnad user add NAME --role admin` (docs/how-to/serve.md).
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
