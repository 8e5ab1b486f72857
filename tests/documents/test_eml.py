"""E-mail drafts: read back with the standard library, they hold what was meant and nothing else."""

import datetime as dt
import re
from email import message_from_bytes, policy
from email.header import decode_header
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevenance import __version__
from prevenance.catalog import Catalog
from prevenance.documents import eml, html, txt
from prevenance.letter.blocks import (
    Block,
    Letter,
    Line,
    Run,
)
from prevenance.template.escapes import markup
from prevenance.template.filling import produce
from prevenance.template.segments import Template
from support.samples import Use, uses

NONE: frozenset[str] = frozenset()
ADDRESS = "compta.fournisseurs@exemple.fr"
HOSTILE = (
    "A & B <b> \"c\" 'd'",
    "</p></body></html>",
    "--prevenance--",
    "--prevenance",
    "Bcc: pirate@exemple.fr",
    "=?utf-8?q?x=0ABcc:_a@b.fr?=",
    "{{ 7*7 }} ((date_reponse)) ${x} %s",
    "=HYPERLINK(1)",
    "😀 مرحبا שלום e\u0301 ﬁ",
    "x" * 2000,
    ". point seul",
    "deux\nlignes\n.\n",
)


def parsed(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def part(message: EmailMessage, subtype: str) -> str:
    found = message.get_body((subtype,))
    assert found is not None
    assert not found.defects
    content = found.get_content()
    assert isinstance(content, str)
    assert "\n" not in content.replace("\r\n", "")
    return content.replace("\r\n", "\n")


def small(subject: tuple[Run, ...] = (Run("Objet"),)) -> Template:
    """Compile an e-mail of one line, with the blank ``nom``."""
    body = Block("paragraph", (Line(((Run("Pour "), Run(blank="nom", label="Nom"), Run(".")),)),))
    letter = Letter("essai", "Essai", subject, "courriel", "fr", (body,))
    return eml.compile_letter(letter, "0")


@pytest.fixture(scope="module")
def emails(catalog: Catalog, today: dt.date) -> list[Use]:
    return [use for use in uses(catalog, today) if use.support == "courriel"]


def test_every_email_of_the_kit_reads_back_as_intended(emails: list[Use]) -> None:
    assert len({use.text.id for use in emails}) > 10
    for use in emails:
        template = eml.compile_letter(use.letter, __version__)
        message = parsed(eml.produce_eml(template, use.keys, use.answers))
        bare = produce(txt.compile_letter(use.letter, "0"), use.keys, use.answers).decode()
        page = produce(html.compile_letter(use.letter, __version__), use.keys, use.answers).decode()
        subject, _, body = bare.partition("\n\n")
        assert message.items() == [
            ("X-Unsent", "1"),
            ("Subject", subject),
            ("To", use.answers["client_courriel_facturation"]),
            ("MIME-Version", "1.0"),
            ("Content-Type", 'multipart/alternative; boundary="prevenance"'),
        ], use
        assert [p.get_content_type() for p in message.iter_parts()] == ["text/plain", "text/html"]
        assert part(message, "plain") == body, use
        assert part(message, "html") == re.sub("<h1>.*</h1>\n", "", page, count=1), use


def test_a_file_is_ascii_with_crlf_and_short_lines_and_is_the_same_twice(emails: list[Use]) -> None:
    for use in emails[::10]:
        once, again = (
            eml.produce_eml(eml.compile_letter(use.letter, "0"), use.keys, use.answers)
            for _ in range(2)
        )
        assert once == again
        assert once.isascii()
        lines = once.decode("ascii").split("\r\n")
        assert max(map(len, lines)) <= 76 + len("To: ")
        assert not any("\n" in line or "\r" in line for line in lines)


def test_a_draft_without_known_address_has_no_recipient() -> None:
    message = parsed(eml.produce_eml(small(), NONE, {}))
    assert "To" not in message
    assert "[Nom]" in part(message, "plain")


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_answer_stays_text_in_both_parts(value: str) -> None:
    message = parsed(eml.produce_eml(small(), NONE, {"nom": value}))
    assert len(message.items()) == 4
    assert part(message, "plain") == f"Pour {value}.\n\n"
    assert f"<p>Pour {markup(value)}.</p>" in part(message, "html")
    assert sum(1 for _ in message.walk()) == 3


@pytest.mark.parametrize(
    "value",
    [
        "a\r\nBcc: pirate@exemple.fr",
        "a\nb",
        "a\rb",
        "a\0b",
        "a\u0085b",
        "a\u2028b",
        "a\u2029b",
        "a\tb",
        "a\ud800b",
        "=?utf-8?q?x=0ABcc:_pirate@exemple.fr?=",
    ],
)
def test_a_header_refuses_line_ends_and_encoded_words_by_the_name_of_the_field(value: str) -> None:
    template = small((Run("Avant le "), Run(blank="date_reponse")))
    with pytest.raises(ValueError, match=r"^date_reponse : .*interdit"):
        eml.produce_eml(template, NONE, {"date_reponse": value})
    with pytest.raises(ValueError, match=r"^client_courriel_facturation : .*interdit"):
        eml.produce_eml(small(), NONE, {"client_courriel_facturation": value})


def test_an_encoded_word_made_of_two_answers_is_refused() -> None:
    template = small((Run(blank="debut"), Run(blank="fin")))
    with pytest.raises(ValueError, match=r"^objet : "):
        eml.produce_eml(template, NONE, {"debut": "=", "fin": "?utf-8?q?x?="})


@pytest.mark.parametrize("value", [ADDRESS, "a+b_c@x-y.exemple.fr", "o'neil@exemple.fr"])
def test_a_plain_address_is_the_only_recipient(value: str) -> None:
    message = parsed(eml.produce_eml(small(), NONE, {"client_courriel_facturation": value}))
    assert [a.addr_spec for a in message["To"].addresses] == [value]


@pytest.mark.parametrize(
    "value",
    [
        "a@exemple.fr, b@exemple.fr",
        "a@exemple.fr;b@exemple.fr",
        "Nom <a@exemple.fr>",
        '"a b"@exemple.fr',
        "a..b@exemple.fr",
        "a@exemple",
        "a@-exemple.fr",
        "a@exemple.fr ",
        "a@exemple.fr(x)",
        "é@exemple.fr",
        "a@" + "x" * 64 + ".fr",
        "a" * 250 + "@exemple.fr",
        "groupe: a@exemple.fr;",
        "exemple.fr",
    ],
)
def test_an_address_that_is_not_one_plain_address_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r"^client_courriel_facturation : une seule adresse"):
        eml.produce_eml(small(), NONE, {"client_courriel_facturation": value})


def test_a_subject_keeps_its_typography_and_its_open_blanks() -> None:
    subject = (
        Run("Avant le\u00a0"),
        Run(blank="nom", label="Nom"),
        Run(" : l\u2019essai\u202f! " + "é" * 60),
    )
    for answers, shown in (({"nom": "1er mars"}, "1er mars"), ({}, "[Nom]")):
        message = parsed(eml.produce_eml(small(subject), NONE, answers))
        assert message["Subject"] == f"Avant le\u00a0{shown} : l\u2019essai\u202f! " + "é" * 60


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_encoded_words_are_short_and_never_cut_a_character(value: str) -> None:
    found = eml.words(value).split("\r\n ")
    assert all(len(word) <= 64 for word in found)
    decoded = [decode_header(word) for word in found]
    assert "".join(data.decode(charset) for [(data, charset)] in decoded) == value


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r")))
def test_any_text_comes_out_of_the_text_part_exactly(value: str) -> None:
    message = parsed(eml.produce_eml(small(), NONE, {"nom": value}))
    assert part(message, "plain") == f"Pour {value or '[Nom]'}.\n\n"
