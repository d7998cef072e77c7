# Everything needs only python3 (3.11 or newer, with venv) and make. Another interpreter: make PYTHON=python3.12 test

PYTHON ?= python3
# Always through the interpreter: scripts of a virtual environment break where its path has spaces or was moved.
RUN := .venv/bin/python
STAMP := .venv/installed

.PHONY: venv demo test lint types layers packs docs workflows check bench clean

venv: $(STAMP)

$(STAMP): pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; v = sys.version_info; v >= (3, 11) or sys.exit("Python 3.11 or newer is needed and this is %d.%d; name one: make PYTHON=python3.12" % v[:2])'
	$(PYTHON) -m venv .venv
	$(RUN) -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $(STAMP)

demo: venv
	$(RUN) -m claimlint check --no-config --fail-on never fixtures

test: venv
	$(RUN) -m pytest -q -n auto --dist loadfile

lint: venv
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .

types: venv
	$(RUN) -m mypy

layers: venv
	$(RUN) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'

packs: venv
	$(RUN) -m claimlint rules test --no-config --coverage

docs: venv
	$(RUN) -m pytest -q tests/test_config.py -k schema
	$(RUN) -m claimlint rules docs --no-config --check docs/rules

# The programs for it are binaries, apart from those that everything else needs.
workflows: venv
	$(RUN) -m pip install --quiet --disable-pip-version-check -e '.[ci]'
	CLAIMLINT_CI_TOOLS=required $(RUN) -m pytest -q tests/test_ci_files.py

check: lint types layers packs docs test

bench: venv
	$(RUN) benchmarks/run.py

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis rules/compiled.rules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
