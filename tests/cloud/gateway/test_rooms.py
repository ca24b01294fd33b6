"""Rooms find themselves, and what they hold is found."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from botocore.loaders import Loader
from botocore.model import ServiceModel

import awslab.cloud
from awslab.cloud.gateway.behaviour import ANSWERS, BEFORE, EVERY, FOLLOWS, STARTS
from awslab.cloud.gateway.corrections import CORRECTIONS
from awslab.cloud.gateway.guards import rules
from awslab.cloud.gateway.moto_backend import MOTO
from awslab.cloud.gateway.rooms import rooms, wake

CLOUD = Path(awslab.cloud.__file__).parent
SHARED = frozenset({"gateway", "ports", "network", "edge", "inquiries"})
"""Folders that are no service's."""
DECORATORS = frozenset({"guard", "answers", "before", "follows", "starts", "correct"})
PAGE = re.compile(r"https://docs\.aws\.amazon\.com/.+")


@pytest.fixture(scope="module")
def registered() -> set[tuple[str, int]]:
    """File and line of everything that the registries know once every room is loaded."""
    for room in rooms():
        wake(room.service.name)
        if room.service.moto:
            MOTO.load_service(room.service.name)
    places = {rule.place for rule in rules()}
    places |= {registration.place for registry in (ANSWERS, BEFORE, FOLLOWS) for registration in registry.everything()}
    places |= {correction.place for correction in CORRECTIONS}
    places |= {(make.__code__.co_filename, make.__code__.co_firstlineno) for made in STARTS.values() for make in made}
    return places


def decorated() -> list[tuple[str, int]]:
    """File and line of every function below the house that has one of the decorators."""
    return [
        (str(file), min(mark.lineno for mark in node.decorator_list))
        for file in sorted(CLOUD.rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef) and any(_name(mark) in DECORATORS for mark in node.decorator_list)
    ]


def _name(decorator: ast.expr) -> str:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return called.id if isinstance(called, ast.Name) else ""


def test_every_folder_is_a_services_room_or_named_as_shared() -> None:
    packages = {room.package.removeprefix("awslab.cloud.").partition(".")[0] for room in rooms()}
    folders = {path.name for path in CLOUD.iterdir() if path.is_dir() and path.name != "__pycache__"}

    advice = "a service's folder needs a service.py (CONTRIBUTING, A new service); a shared one stands in SHARED"
    assert folders - SHARED == packages, advice


def test_every_decorated_function_is_found_by_a_registry(registered: set[tuple[str, int]]) -> None:
    lost = [place for place in decorated() if place not in registered]

    assert lost == [], "put it below guards, answers, life or corrections of its service's room"


def test_hooks_name_operations_that_exist_and_pages_of_aws(registered: set[tuple[str, int]]) -> None:
    loader = Loader()
    for registry in (ANSWERS, BEFORE, FOLLOWS):
        for registration in registry.everything():
            operations = ServiceModel(loader.load_service_model(registration.service, "service-2")).operation_names
            assert set(registration.operations) <= {*operations, EVERY, "PostObject"}, registration.hook
            assert not registration.source or PAGE.fullmatch(registration.source), registration.hook
            assert registry is not ANSWERS or registration.source, registration.hook


def test_each_service_has_one_room() -> None:
    names = [room.service.name for room in rooms()]

    assert len(names) == len(set(names))


def test_manifests_name_packages_of_moto() -> None:
    named = {room.service.moto for room in rooms() if room.service.moto}

    assert {package for package in named if find_spec(f"moto.{package}") is None} == set()


def test_a_new_folder_works_by_its_manifest_alone(tmp_path: Path) -> None:
    room = tmp_path / "glue"
    (room / "guards").mkdir(parents=True)
    (room / "__init__.py").write_text("")
    (room / "guards" / "__init__.py").write_text("")
    (room / "service.py").write_text(
        "from awslab.cloud.gateway.manifest import Service\n"
        'SERVICE = Service(name="glue", title="AWS Glue", moto="glue", model_code="InvalidInputException")\n'
    )
    (room / "guards" / "databases.py").write_text(
        "from awslab.cloud.gateway.guards import Phase, Refusal, State, guard\n"
        "from awslab.cloud.gateway.request import AwsRequest\n"
        '@guard("glue", "CreateDatabase", phase=Phase.SHAPE, source="https://docs.aws.amazon.com/glue/latest/dg/a.html")\n'
        "def name_is_lower_case(request: AwsRequest, state: State) -> Refusal | None:\n"
        '    """Refuse all."""\n'
        '    return Refusal("InvalidInputException", "no")\n'
    )
    (room / "answers.py").write_text(
        "from awslab.cloud.gateway.behaviour import answers\n"
        '@answers("glue", "GetTags", source="https://docs.aws.amazon.com/glue/latest/dg/a.html")\n'
        "def tags(request, context): ...\n"
    )
    program = f"""
import awslab.cloud
awslab.cloud.__path__.append({str(tmp_path)!r})
from awslab.cloud.gateway.behaviour import ANSWERS
from awslab.cloud.gateway.guards import guards_of
from awslab.cloud.gateway.rooms import manifest_of, wake
wake("glue")
print([rule.check.__name__ for rule in guards_of("glue", "CreateDatabase")], len(ANSWERS.of("glue", "GetTags")),
      manifest_of("glue").model_code)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120)

    assert done.stdout.strip() == "['name_is_lower_case'] 1 InvalidInputException"
