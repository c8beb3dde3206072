.PHONY: run test check bench deploy-local

run: ## the whole system on http://127.0.0.1:8080
	cargo run

test: ## everything that is tested
	cargo test --workspace

check: ## what must pass before a change lands
	.ci/run

bench: ## ratios measured in one run
	cargo bench -p onramp-tests

deploy-local: ## template.yaml on an emulator of AWS, and the scenarios against it
	infra/emulator/accept.py
