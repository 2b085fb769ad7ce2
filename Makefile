# make demo: see Musnad work · make test: all tests · the rest is for developers.
MUSNAD := .venv/bin/musnad
PY     := .venv/bin/python
DATA   ?= ../shared/data
PAGE   := samples/flattened.txt
STORE  := demo.db
PORT   ?= 8000

.PHONY: demo test measure bench models lint lock core dev docs reference screenshots wheel licences audit sbom

demo: core
	$(MUSNAD) read $(PAGE)
	$(MUSNAD) add samples --store $(STORE)
	@if [ -z "$(ONCE)" ]; then exec $(MUSNAD) serve --store $(STORE) --port $(PORT); fi

test: dev
	@sh tools/chromium.sh
	@sh tools/postgresql.sh
	$(PY) -m pytest -v -n auto --dist worksteal $(if $(ARGS),$(ARGS),-m "not timing")
	$(if $(ARGS),,$(PY) -m pytest -v -m timing)

measure: dev
	$(PY) eval/measure.py --data $(DATA) $(ARGS)

bench: dev
	$(PY) bench/results.py --data $(DATA) $(ARGS)

models: dev
	@for script in training/text/make_rarity.py training/text/train*.py training/entities/train.py training/pages/train.py training/attribution/train.py; do echo "== $$script"; MUSNAD_DATA=$(DATA) $(PY) $$script || exit 1; done

lint: dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m pyright

docs: dev
	$(PY) -m mkdocs build --strict $(ARGS)

reference: dev
	$(PY) tools/reference.py

screenshots: dev
	@sh tools/chromium.sh
	$(PY) tools/screenshots.py

wheel:
	uv build --out-dir dist
	sh tools/try_wheel.sh dist

licences: dev
	$(PY) tools/licences.py
	$(PY) tools/licences.py mcp

audit:
	uvx pip-audit --require-hashes --disable-pip -r requirements/core.txt

sbom:
	mkdir -p dist
	uvx --from cyclonedx-bom cyclonedx-py requirements requirements/core.txt --pyproject pyproject.toml -o dist/musnad.cdx.json

lock:
	uv pip compile pyproject.toml $(LOCK) -o requirements/core.txt
	uv pip compile pyproject.toml --extra dev $(LOCK) -o requirements/dev.txt
	uv pip compile requirements/build.in $(LOCK) -o requirements/build.txt

LOCK := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet

core:
	@sh tools/environment.sh core

dev:
	@sh tools/environment.sh dev
