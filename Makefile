.DEFAULT_GOAL := help
.PHONY: help demo test lint format bench drill weights sample lock clean

help: ## Cette liste
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 16

demo: ## Le site de démonstration (PORT=8123, NOSERVE=1, DATABASE_URL=…, DEMO_PASSWORD=…)
	@scripts/demo.sh

test: ## Tous les contrôles et tous les tests
	@scripts/test.sh

lint: ## Style, types, gabarits, secrets, failles connues (AUDIT=required : les exiger examinées)
	@scripts/venv.sh requirements-test.lock
	@scripts/lint.sh

format: ## Mettre le code et les gabarits au style du projet
	@scripts/venv.sh requirements-test.lock
	@scripts/format.sh

bench: ## Mesurer les temps de réponse (BENCH=--quick : l’essentiel ; --write : les noter)
	@scripts/venv.sh requirements-test.lock
	@.venv/bin/python -m bench.run $(BENCH)

drill: ## Les exercices : ce que le site doit supporter (DRILL="restore --small" ; le rapport : docs/drill.md)
	@scripts/venv.sh requirements-test.lock
	@.venv/bin/python -m drill.run $(DRILL)

weights: ## Noter le poids des pages, après un changement voulu
	@scripts/venv.sh requirements-test.lock
	@RECORD_WEIGHTS=1 .venv/bin/python -m pytest -q tests/pages/test_page_weights.py

sample: ## L’échantillon de cette version, que les suivantes sauront migrer (docs/release.md)
	@scripts/venv.sh requirements-test.lock
	@env -u DATABASE_URL .venv/bin/python -m scripts.release_sample
	@scripts/with-postgres.sh .venv/bin/python -m scripts.release_sample

lock: ## Recompiler les verrous depuis pyproject.toml (UPGRADE=1 : versions plus récentes)
	@scripts/venv.sh requirements-test.lock
	@scripts/lock.sh

clean: ## Supprimer l’environnement Python et les fichiers des outils (garde var/, la base)
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis test-results
