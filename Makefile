# `make help` says what there is. Everything is made inside this folder: .venv/ and var/.

# The first Python that is new enough; PYTHON=/path/to/python chooses another.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo "$$name" && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
# What a site of one's own has set, for the checks that look at it.
PRODUCTION = SITE_URL=https://desk.example HSTS_SUBDOMAINS=1 \
	DATABASE_URL=postgres://watchdesk_web@localhost/watchdesk \
	SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))')"

# Compiled once, and not by each of the many processes that a desk and its tests start.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test check bench browser

help: ## Say what can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile

run: .venv/for-running ## Open the desk, with a demo in it; Ctrl-C closes it
	@$(BIN)/python manage.py run

test: .venv/for-developing browser ## Run all tests; ARGS="-k board" runs some
	@$(BIN)/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder $(ARGS)

bench: .venv/for-running ## Measure a large generated desk: half an hour; SIZE=small is a minute
	@$(BIN)/python -m bench $(SIZE)

check: .venv/for-developing ## Lint, formats, templates, types, migrations, production settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@echo "djade --check templates"
	@find templates -name '*.html' -exec $(BIN)/djade --check --target-version 5.2 {} +
	$(BIN)/python -m mypy .
	$(BIN)/python manage.py makemigrations --check --dry-run
	@echo "manage.py check --deploy, under production settings"
	@$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING

# The browser tests need Chromium, best without its windows: that takes a fifth less. Where neither
# can be had, they are skipped, and this says so.
HAVE_BROWSER = command -v chromium-headless-shell >/dev/null 2>&1 || command -v chromium >/dev/null 2>&1
browser:
	@$(HAVE_BROWSER) || { \
		root=; [ "$$(id -u)" = 0 ] || root="sudo -n"; \
		if command -v apt-get >/dev/null 2>&1 && $$root true 2>/dev/null; then \
			echo "Installing Debian's Chromium, for the browser tests ..."; \
			$$root apt-get update -qq </dev/null >/dev/null 2>&1; \
			for name in chromium-headless-shell chromium; do \
				$$root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y \
					--no-install-recommends $$name </dev/null >/dev/null 2>&1 && break; \
			done; \
		fi; \
		$(HAVE_BROWSER) || printf '\n%s\n%s\n%s\n\n' \
			"****************************************************************" \
			"NO CHROMIUM HERE, AND IT COULD NOT BE INSTALLED: the browser tests are skipped." \
			"****************************************************************"; \
	}

# A stamp is written last, so that what was cut short is taken up again.
.venv/for-running: requirements.lock .venv/made
	@echo "Installing the packages into .venv ..."
	@$(PIP) install --require-hashes -r requirements.lock || { echo \
		"The packages could not be installed; pip says why above." >&2; exit 1; }
	@touch $@

.venv/for-developing: requirements-dev.lock .venv/made
	@echo "Installing the packages for development into .venv ..."
	@$(PIP) install --require-hashes -r requirements-dev.lock || { echo \
		"The packages could not be installed; pip says why above." >&2; exit 1; }
	@touch $@

.venv/made:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo \
		"Watchdesk needs Python 3.11 or newer. Install one, or name it: make run PYTHON=/path/to/python" \
		>&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { echo \
		"This Python lacks its venv module; on Debian and Ubuntu: apt install python3-venv" \
		>&2; exit 1; }
	@mkdir -p .venv 2>/dev/null && [ -w .venv ] || { echo \
		"The folder $(CURDIR) cannot be written by this user, so .venv cannot be made in it." \
		>&2; exit 1; }
	@"$(PYTHON)" -m venv .venv
	@touch $@
