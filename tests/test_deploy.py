"""What starts the bot on other machines is well formed by the official schemas, and keeps what documents promise."""

from __future__ import annotations

import json
import re
import subprocess
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, RefResolver

from bot.gateway import api, embed_routes, page_routes
from bot.paths import PROJECT

KUBERNETES = sorted((PROJECT / "deploy" / "kubernetes").glob("*.yml"))
MANIFESTS = [(file.name, manifest) for file in KUBERNETES
             for manifest in yaml.safe_load_all(file.read_text(encoding="utf-8"))]
COMPOSE: dict[str, Any] = yaml.safe_load((PROJECT / "compose.yml").read_text(encoding="utf-8"))
PODS = [(manifest["metadata"]["name"], manifest["spec"]["template"]["spec"]) for _, manifest in MANIFESTS
        if manifest["kind"] in ("Deployment", "StatefulSet")]
OWN = {"SECRET_KEY": "a", "RASA_SECRET": "b", "REDIS_PASSWORD": "c", "POSTGRES_PASSWORD": "d"}


def schemas_of(package: str) -> Path:
    """The folder of an installed package, without running its code, which asks for more than is installed."""
    return Path(str(distribution(package).locate_file(package.replace("-", "_"))))


def kubernetes_problems(manifest: dict[str, Any]) -> list[str]:
    """What the strict schema of Kubernetes says; its files come with the package kubernetes-validate."""
    folder = sorted(schemas_of("kubernetes-validate").glob("kubernetes-json-schema/v1.3?.0-local-strict"))[-1]
    version = re.sub(r"^([^./]*)(?:\.[^/]*)?/", r"\1-", manifest["apiVersion"])
    schema = json.loads((folder / f"{manifest['kind'].lower()}-{version}.json").read_text())
    shared = json.loads((folder / "_definitions.json").read_text())
    resolver = RefResolver.from_schema(schema, store={shared["$id"]: shared})
    return [error.message for error in Draft202012Validator(schema, resolver=resolver).iter_errors(manifest)]


@pytest.mark.parametrize(("file", "manifest"), MANIFESTS, ids=[f"{f}:{m['kind']}/{m['metadata']['name']}"
                                                               for f, m in MANIFESTS])
def test_a_manifest_is_well_formed(file: str, manifest: dict[str, Any]) -> None:
    assert kubernetes_problems(manifest) == []


def test_the_schema_would_notice_a_fault() -> None:
    _, deployment = next(found for found in MANIFESTS if found[1]["kind"] == "Deployment")
    assert kubernetes_problems({**deployment, "spec": {**deployment["spec"], "replica": 2}})
    assert kubernetes_problems({**deployment, "spec": {**deployment["spec"], "replicas": "two"}})
    assert compose_problems({**COMPOSE, "services": {"gateway": {"imagine": "x"}}})


def compose_problems(compose: dict[str, Any]) -> list[str]:
    """What the Compose Specification's own schema says; it comes with the package check-jsonschema."""
    schema = json.loads((schemas_of("check-jsonschema") / "builtin_schemas/vendor/compose-spec.json").read_text())
    return [error.message for error in Draft202012Validator(schema).iter_errors(compose)]


def test_compose_is_well_formed() -> None:
    assert compose_problems(COMPOSE) == []


def test_compose_secrets_come_from_the_environment_and_are_demanded() -> None:
    text = (PROJECT / "compose.yml").read_text(encoding="utf-8")
    for name in OWN:
        assert f"${{{name}:?" in text, name
    for _, manifest in MANIFESTS:
        assert manifest["kind"] != "Secret"


@pytest.mark.parametrize("service", COMPOSE["services"])
def test_a_service_is_hardened_and_never_swapped(service: str) -> None:
    found = COMPOSE["services"][service]
    assert found["read_only"] and found["cap_drop"] == ["ALL"] and found["ulimits"] == {"core": 0}
    assert found["mem_limit"] == found["memswap_limit"]
    assert "ports" not in found or service == "proxy"
    assert all(COMPOSE["networks"][network].get("internal") for network in found["networks"] if service != "proxy")


@pytest.mark.parametrize(("name", "pod"), PODS, ids=[name for name, _ in PODS])
def test_a_pod_is_hardened_probed_and_bounded(name: str, pod: dict[str, Any]) -> None:
    assert pod["automountServiceAccountToken"] is False and pod["securityContext"]["runAsNonRoot"]
    for container in pod["containers"]:
        security = container["securityContext"]
        assert security["readOnlyRootFilesystem"] and not security["allowPrivilegeEscalation"]
        assert security["capabilities"] == {"drop": ["ALL"]}
        assert {"startupProbe", "readinessProbe", "livenessProbe"} <= container.keys()
        assert {"cpu", "memory"} <= container["resources"]["requests"].keys()
        assert "memory" in container["resources"]["limits"]


def test_only_those_who_need_it_reach_a_part() -> None:
    policies = [manifest for _, manifest in MANIFESTS if manifest["kind"] == "NetworkPolicy"]
    nothing = next(policy for policy in policies if policy["metadata"]["name"] == "nothing")
    assert nothing["spec"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    reached = {name: sources(policies, name) for name, _ in PODS}
    assert reached == {"gateway": {"ingress"}, "rasa": {"gateway"}, "redis": {"gateway", "rasa"},
                       "postgres": {"gateway", "rasa"}}


def sources(policies: list[dict[str, Any]], name: str) -> set[str]:
    """Who may reach a part."""
    rules = [rule for policy in policies for rule in policy["spec"].get("ingress", ())
             if policy["spec"]["podSelector"].get("matchLabels") == {"app": name}]
    assert all("from" in rule and "ports" in rule for rule in rules)
    return {value for rule in rules for peer in rule["from"] for value in _named(peer)}


def _named(peer: dict[str, Any]) -> list[str]:
    selector = peer.get("podSelector") or peer["namespaceSelector"]
    return [*selector.get("matchLabels", {}).values(),
            *(value for one in selector.get("matchExpressions", ()) for value in one["values"])]


@pytest.mark.parametrize("command", [COMPOSE["services"]["redis"]["command"],
                                     dict(PODS)["redis"]["containers"][0]["command"]], ids=["compose", "kubernetes"])
def test_redis_is_started_without_rdb_and_aof(command: list[str]) -> None:
    options = dict(zip(command[1::2], command[2::2], strict=True))
    assert options["--save"] == "" and options["--appendonly"] == "no"
    assert options["--maxmemory-policy"] == "volatile-ttl"


def test_every_page_for_visitors_is_let_in_and_no_other() -> None:
    ingress = next(manifest for _, manifest in MANIFESTS if manifest["kind"] == "Ingress")
    let_in = [(path["path"], path["pathType"]) for path in ingress["spec"]["rules"][0]["http"]["paths"]]
    for routes in (api.routes, page_routes.routes, embed_routes.routes):
        for route in routes:
            assert any(is_let_in(route.path, *rule) for rule in let_in), route.path  # type: ignore[attr-defined]
    for inner in ("/metrics", "/readyz", "/healthz"):
        assert not any(is_let_in(inner, *rule) for rule in let_in)


def is_let_in(path: str, prefix: str, kind: str) -> bool:
    """As Kubernetes compares them: whole parts of the path."""
    return path == prefix or (kind == "Prefix" and path.startswith(f"{prefix}/"))


def test_the_image_copies_what_exists_and_runs_as_nobody() -> None:
    text = (PROJECT / "Dockerfile").read_text(encoding="utf-8")
    for sources in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE):
        for source in sources.split():
            assert (PROJECT / source).exists(), source
    assert text.rindex("USER 10001:10001") > text.rindex("FROM ")  # of the last stage, which is the image
    assert not re.search(r"^(ENV|ARG).*(SECRET|PASSWORD|KEY)", text, re.MULTILINE)


def test_the_proxy_understands_its_file(tmp_path: Path) -> None:
    done = subprocess.run(["caddy", "validate", "--config", str(PROJECT / "deploy" / "Caddyfile"), "--adapter",
                           "caddyfile"], env={"SITE_ADDRESS": "chat.example.org", "GATEWAYS": "a:1 b:1",
                                              "RASAS": "c:1 d:1", "PATH": "/usr/bin", "HOME": str(tmp_path)},
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
