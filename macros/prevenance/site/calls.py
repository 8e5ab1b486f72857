"""What a hand-written page may say to its template engine: calls of our macros with a name, nothing else.

A page says ``{{ courrier('demander-accord') }}`` or ``{{ version() }}``. There is no loop, no
operator, no filter, no attribute and no variable, so nothing runs without bound and nothing of the
generator or of the machine is in reach. mkdocs.yml gives :class:`CallsOnly` to the macros plugin,
whose own engine gives a page the powers of a program.
"""

from collections.abc import Callable, Iterator, Mapping

from jinja2 import Environment, StrictUndefined, TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from prevenance.site.call_form import MAX_CALLS, NAME_TYPED

OURS = "prevenance."
"""How the module of a macro of ours begins; the plugin has macros of its own, which read the clock."""

_SHAPES = (
    ("name", "lparen", "rparen"),
    ("name", "lparen", "string", "rparen"),
)


class CallsOnly(Extension):
    """Refuses, before anything is compiled, what is not a call of a macro of ours with a name."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        for words in (environment.globals, environment.filters, environment.tests):
            words.clear()

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Pass on the tokens of a page.

        Raises:
            TemplateSyntaxError: they say more than calls.
        """
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
        if typed not in _SHAPES or not all(map(NAME_TYPED.fullmatch, names)):
            raise TemplateSyntaxError(
                "seul un appel tel que {{ nom('identifiant') }} est admis", line
            )
        called = self.environment.globals.get(inside[0].value)
        if not str(getattr(called, "__module__", "")).startswith(OURS):
            raise TemplateSyntaxError(f"appel inconnu : {inside[0].value}", line)


def answered(text: str, macros: Mapping[str, Callable[..., str]]) -> str:
    """Return a page with what its calls give, for a generator that has no macros.

    Raises:
        TemplateSyntaxError: it says more than calls.
        KeyError: a call names what the kit does not have.
    """
    engine = Environment(
        undefined=StrictUndefined, keep_trailing_newline=True, extensions=[CallsOnly]
    )
    engine.globals.update(macros)
    return engine.from_string(text).render()
