"""The template engine of the hand-written pages: calls of our macros with a name, nothing else.

A page says ``{{ courrier('demander-accord') }}`` or ``{{ version() }}``. There is no loop, no
operator, no filter, no attribute and no variable, so nothing runs without bound and nothing of the
generator or of the machine is in reach; the sandbox stands behind the grammar.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.sandbox import ImmutableSandboxedEnvironment

MAX_CALLS = 100
"""Calls that one page may hold: each gives at most what the kit holds once."""

MAX_NAME = 80
"""Characters of the name that a call may give."""

_WORD = rf"[A-Za-z0-9_.-]{{1,{MAX_NAME}}}"
CALL = re.compile(rf"\{{\{{ [a-z_]+\((?:'{_WORD}'|\"{_WORD}\")?\) \}}\}}")
"""A call, as people type it."""

_NAME = re.compile(_WORD)
_SHAPES = (
    ("name", "lparen", "rparen"),
    ("name", "lparen", "string", "rparen"),
)


class _CallsOnly(Extension):
    """Refuses, before anything is compiled, what is not a call with a name."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        calls = 0
        inside: list[Token] | None = None
        for token in stream:
            if token.type == "variable_begin":
                inside, calls = [], calls + 1
                if calls > MAX_CALLS:
                    raise TemplateSyntaxError(f"plus de {MAX_CALLS} appels", token.lineno)
            elif token.type == "variable_end":
                self._check(inside or [], token.lineno)
                inside = None
            elif inside is not None:
                inside.append(token)
            elif token.type != "data":
                raise TemplateSyntaxError("seul un appel est admis", token.lineno)
            yield token

    def _check(self, inside: list[Token], line: int) -> None:
        typed = tuple(token.type for token in inside)
        names = [str(token.value) for token in inside if token.type == "string"]
        if typed not in _SHAPES or not all(map(_NAME.fullmatch, names)):
            raise TemplateSyntaxError(
                "seul un appel tel que {{ nom('identifiant') }} est admis", line
            )
        if inside[0].value not in self.environment.globals:
            raise TemplateSyntaxError(f"appel inconnu : {inside[0].value}", line)


def engine(macros: Mapping[str, Callable[..., str]]) -> ImmutableSandboxedEnvironment:
    """Return a template engine that knows these macros and nothing else.

    It loads no file, has no filter, no test and none of Jinja's own functions.
    """
    made = ImmutableSandboxedEnvironment(undefined=StrictUndefined, extensions=[_CallsOnly])
    names: dict[str, Any] = dict(macros)
    made.globals = names
    made.filters, made.tests = {}, {}
    return made
