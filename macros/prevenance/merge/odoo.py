"""E-mail templates for Odoo: a subject and a body with its fields, and the file that it imports."""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from prevenance.catalog import Catalog
from prevenance.documents import html, txt
from prevenance.letter.blocks import Letter
from prevenance.template.escapes import markup, plain
from prevenance.template.segments import Blank, Template

ODOO: Mapping[str, tuple[str, ...]] = {
    "client_nom": ("object.name",),
    "client_adresse1": ("object.street",),
    "client_adresse2": ("object.street2",),
    "client_code_postal_ville": ("object.zip", "object.city"),
    "client_courriel_facturation": ("object.email",),
    "client_tva": ("object.vat",),
    "client_reference": ("object.ref",),
}
"""Blank -> fields of a contact (``res.partner``) in Odoo, joined by a space.

Bare paths, without ``or ''``: an empty field prints nothing, and Odoo lets users without the
right to edit dynamic templates use no other expression. Other blanks keep their label: Odoo has
no standard field for them.
"""

DIGEST = 8
"""Hexadecimal digits of a digest in an id: enough to tell the texts of the kit apart."""

ODOO_COLUMNS = ("id", "name", "model_id/id", "partner_to", "subject", "body_html")


def odoo_fields(catalog: Catalog) -> tuple[str, ...]:
    """List the blanks for which Odoo has a standard field."""
    return tuple(name for name in ODOO if name in catalog.fields)


def odoo_body_field(blank: Blank, title: str) -> str:
    """Write a QWeb field of an e-mail's body.

    The element is closed by a tag of its own: browsers, and so Odoo's editor, take ``<t .../>``
    for an opening tag and swallow what follows (github.com/odoo/odoo/pull/189854).
    """
    del title
    fields = " ".join(f'<t t-out="{path}"></t>' for path in ODOO[blank.name])
    return blank.before + fields + blank.after


def odoo_subject_field(blank: Blank, title: str) -> str:
    """Write an inline field of an e-mail's subject."""
    del title
    return " ".join(f"{{{{ {path} }}}}" for path in ODOO[blank.name])


def subject_alone(letter: Letter, stamp: str) -> Template:
    """Compile the subject of an e-mail alone, as text: its edition is a tool's subject line."""
    del stamp
    return Template(plain, (("", txt.unmarked(letter.subject)),))


def body_alone(letter: Letter, stamp: str) -> Template:
    """Compile the blocks of an e-mail but its subject, as the HTML that an e-mail template holds."""
    del stamp
    body = replace(letter, blocks=tuple(b for b in letter.blocks if b.kind != "subject"))
    return Template(markup, (("", html.inner(body)),))


def odoo_file(templates: Iterable[tuple[str, str, str, str]]) -> bytes:
    """Return a CSV file that Odoo imports as e-mail templates of contacts, one a row.

    ``templates`` gives for each its id in the kit, its name, its subject and its body, both
    already made by their editions. An id holds the digest of what is sent: a second import replaces
    what is equal and nothing else, whichever kits the two came from. Form: RFC 4180.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(ODOO_COLUMNS)
    for name, title, subject_, body_ in templates:
        digest = hashlib.sha256(f"{subject_}\0{body_}".encode()).hexdigest()[:DIGEST]
        key = f"prevenance_{re.sub(r'[^a-z0-9]+', '_', name)}_{digest}"
        writer.writerow((key, title, "base.model_res_partner", "{{ object.id }}", subject_, body_))
    return out.getvalue().encode()
