# Prévenance : les commandes du projet. « make » ou « make aide » en donne la liste.
# Il suffit de Python 3.11 ou plus, de make et de git ; le reste s'installe dans .venv/.

PYTHON ?=
VENV := .venv
BIN := $(VENV)/bin
CHROMIUM = $$(command -v chromium || command -v chromium-browser || command -v google-chrome)
PIP := $(BIN)/python -m pip
ETAPE = printf '\n== %s\n'
COMPILER := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate --quiet

export PIP_ROOT_USER_ACTION := ignore
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export NO_MKDOCS_2_WARNING := 1
export DISABLE_MKDOCS_2_WARNING := true

.DEFAULT_GOAL := aide
.NOTPARALLEL:
.PHONY: aide site serve verifier kit guide-pdf guide-hors-ligne liens lighthouse test outils-systeme verrous propre toujours

aide: ## Affiche cette aide.
	@printf 'Prévenance : make CIBLE\n\n'
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

site: $(VENV)/.paquet ## Construit le guide et le kit dans site/.
	@$(BIN)/prevenance site --sortie site

serve: $(VENV)/.paquet ## Montre le guide dans le navigateur et le recharge à chaque modification.
	@PREVENANCE_SANS_DOCUMENTS=1 $(BIN)/mkdocs serve

verifier: $(VENV)/.paquet ## Contrôle les textes de kit/ et dit quoi corriger.
	@$(BIN)/prevenance verifier

kit: $(VENV)/.paquet ## Fabrique le kit à télécharger dans dist/kit/.
	@$(BIN)/prevenance kit --sortie dist/kit

guide-pdf: site outils-systeme ## Imprime tout le guide dans dist/guide.pdf, avec Chromium.
	@mkdir -p dist
	@$(CHROMIUM) --headless=new --no-sandbox --disable-gpu --no-pdf-header-footer --generate-pdf-document-outline \
		--print-to-pdf=dist/guide.pdf file://$(CURDIR)/site/imprimer/index.html >/dev/null 2>&1
	@ls -l dist/guide.pdf

guide-hors-ligne: $(VENV)/.paquet ## Écrit dist/guide-hors-ligne.zip, à ouvrir sans serveur ni réseau.
	@$(BIN)/prevenance site --configuration mkdocs-hors-ligne.yml --sortie dist/guide-hors-ligne
	@rm -rf dist/.archive dist/guide-hors-ligne.zip
	@mkdir dist/.archive && cp -R dist/guide-hors-ligne dist/.archive/
	@cd dist/.archive/guide-hors-ligne && rm -f .prevenance 404.html sitemap.xml*
	@cd dist/.archive && ../../$(BIN)/python -m zipfile -c ../guide-hors-ligne.zip guide-hors-ligne
	@rm -rf dist/.archive
	@ls -l dist/guide-hors-ligne.zip

liens: $(VENV)/.paquet ## Vérifie les adresses extérieures de site/ (demande le réseau).
	@$(BIN)/python tests/support/external_links.py

lighthouse: $(VENV)/.paquet ## Mesure cinq pages de site/ avec Lighthouse (npm install -g lighthouse@12).
	@$(BIN)/python tests/bench/lighthouse.py $(OPTIONS)

test: $(VENV)/.verrou-tests $(VENV)/.paquet outils-systeme ## Installe ce que demandent les tests, puis lance tous les contrôles.
	@$(ETAPE) 'règles de style du code'
	@$(BIN)/ruff check
	@$(BIN)/oxlint --deny-warnings docs/assets/javascripts
	@$(ETAPE) 'mise en forme du code'
	@$(BIN)/ruff format --check
	@$(BIN)/biome format docs/assets
	@$(ETAPE) 'types'
	@$(BIN)/mypy
	@$(ETAPE) 'textes du kit'
	@$(BIN)/prevenance verifier
	@$(ETAPE) 'tests'
	@$(BIN)/python -m pytest -q -n auto --dist loadgroup $(OPTIONS)
	@$(ETAPE) 'tout est juste'

# Paquets Debian dont les tests ont besoin ; seuls ceux qui manquent sont installés.
outils-systeme: ## Installe les programmes dont les tests ont besoin (Chromium, LibreOffice…).
	@manquants() { \
		{ command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null 2>&1 || echo chromium; \
		{ command -v soffice || command -v libreoffice; } >/dev/null 2>&1 || echo libreoffice-writer-nogui; \
		{ test -e /usr/lib/libreoffice/program/libsclo.so || test -e /usr/lib64/libreoffice/program/libsclo.so; } || echo libreoffice-calc-nogui; \
		command -v pdftotext >/dev/null 2>&1 || echo poppler-utils; \
		command -v qpdf >/dev/null 2>&1 || echo qpdf; \
		/usr/bin/python3 -c 'import uno' >/dev/null 2>&1 || echo python3-uno; \
		{ test -e /usr/lib/libreoffice/program/libdbalo.so || test -e /usr/lib64/libreoffice/program/libdbalo.so; } || echo libreoffice-base-nogui; \
		command -v fc-list >/dev/null 2>&1 || echo fontconfig; \
		fc-list 2>/dev/null | grep -qi carlito || echo fonts-crosextra-carlito; \
		fc-list 2>/dev/null | grep -qi 'dejavu sans' || echo fonts-dejavu-core; \
		command -v hunspell >/dev/null 2>&1 || echo hunspell; \
		hunspell -D </dev/null 2>&1 | grep -qE '/fr(_[A-Za-z]+)?$$' || echo hunspell-fr; \
		hunspell -D </dev/null 2>&1 | grep -qE '/en_US$$' || echo hunspell-en-us; \
	}; \
	set -- $$(manquants); liste="$$*"; \
	test -n "$$liste" || exit 0; \
	admin=; permis=non; \
	if command -v apt-get >/dev/null 2>&1; then \
		if test "$$(id -u)" -eq 0; then permis=oui; \
		elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then permis=oui; admin='sudo -n'; fi; \
	fi; \
	if test $$permis = oui; then \
		echo "Installation par apt-get : $$liste"; \
		$$admin apt-get update -qq && \
		$$admin env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$liste >/dev/null; \
		set -- $$(manquants); liste="$$*"; \
		test -n "$$liste" || exit 0; \
	fi; \
	echo "Il manque des programmes dont les tests ont besoin." >&2; \
	echo "    à installer (noms des paquets Debian et Ubuntu) : $$liste" >&2; \
	echo "    corriger : sudo apt-get update && sudo apt-get install --no-install-recommends $$liste" >&2; \
	echo "    Sans droit d'installer, proposez votre modification : les contrôles de la demande de fusion la vérifieront." >&2; \
	exit 2

verrous: $(VENV)/.cree ## Renouvelle les deux fichiers de versions (OPTIONS=--upgrade pour les plus récentes).
	@test -x $(BIN)/uv || $(PIP) install --quiet uv
	@$(COMPILER) $(OPTIONS) --group build -o requirements.lock
	@$(COMPILER) $(OPTIONS) --group dev -c requirements.lock -o requirements-dev.lock
	@if grep -nE '://|^ *--(index-url|extra-index-url|find-links)' requirements.lock requirements-dev.lock; then \
		echo "Une adresse s'est glissée dans les fichiers de versions : retirez-la de votre configuration de uv." >&2; exit 1; \
	fi

propre: ## Efface tout ce que make a produit (site/, dist/, .venv/, caches).
	@rm -rf $(VENV) site dist .site.* .dist.* .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find macros tests -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# Chaque témoin date la dernière installation réussie ; un second appel ne refait rien.
$(VENV)/.cree: $(if $(wildcard $(BIN)/python),,toujours)
	@choix=; sans_venv=; \
	for p in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
		"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
		if "$$p" -c 'import ensurepip, venv' >/dev/null 2>&1; then choix=$$p; break; fi; \
		sans_venv="$${sans_venv:+$$sans_venv, }$$p"; \
	done; \
	if test -z "$$choix" && test -n "$$sans_venv"; then \
		echo "Python est là ($$sans_venv), mais sans ses modules venv et ensurepip." >&2; \
		echo "    corriger : installez le paquet python3-venv (sudo apt-get install python3-venv)" >&2; exit 2; \
	elif test -z "$$choix"; then \
		echo "Python 3.11 ou plus récent est introuvable (trouvé : $$(python3 --version 2>/dev/null || echo aucun Python 3))." >&2; \
		echo "    corriger : installez-le, ou indiquez-le : make site PYTHON=/chemin/vers/python3.13" >&2; exit 2; \
	fi; \
	echo "Création de l'environnement $(VENV)/ avec $$("$$choix" --version)"; \
	"$$choix" -m venv $(VENV)
	@touch $@

$(VENV)/.verrou-site: $(VENV)/.cree requirements.lock
	@echo "Installation de requirements.lock"
	@$(PIP) install --quiet --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.verrou-tests: $(VENV)/.verrou-site requirements-dev.lock
	@echo "Installation de requirements-dev.lock"
	@$(PIP) install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/.paquet: $(VENV)/.verrou-site pyproject.toml macros/prevenance/__init__.py
	@$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@
