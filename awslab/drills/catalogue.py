"""The generators by name: every file in `generators/` is one, `route_choice.py` is called `route-choice`."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import random
from collections.abc import Callable, Mapping
from functools import cache
from typing import TypeAlias, get_type_hints

from awslab.drills import generators
from awslab.drills.body import Body

Parameters: TypeAlias = Mapping[str, int | str]


@cache
def names() -> tuple[str, ...]:
    """Return the names of all generators, sorted."""
    return tuple(sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(generators.__path__)))


def question_type(name: str) -> str:
    """Return the type of the questions that a generator makes, such as `single`."""
    body: type[Body] = get_type_hints(_generate(name))["return"]
    return body.type


def parameter_names(name: str) -> tuple[str, ...]:
    """Return the parameters that a drill may give to a generator."""
    return tuple(inspect.signature(_generate(name)).parameters)[1:]


def draw(name: str, rng: random.Random, parameters: Parameters) -> Body:
    """Return the body of a question. Raises ValueError for a parameter's value that the generator does not know."""
    return _generate(name)(rng, **parameters)


@cache
def _generate(name: str) -> Callable[..., Body]:
    module = importlib.import_module(f"{generators.__name__}.{name.replace('-', '_')}")
    generate: Callable[..., Body] = module.generate
    return generate
