"""What kit/ may not hold: names, places, links, and translations of nothing."""

import shutil
from pathlib import Path

import pytest

from support.faults import LETTER, PROFILE, Act, Fault, add, save, swap
from support.rereading import Spoilable

MEND_NAME = "renommez le fichier sans accent, ni majuscule, ni espace"
UNEXPECTED = "fichier inattendu dans kit/"


def link(path: Path) -> None:
    """Replace a file or a folder by a link to where it was moved."""
    aside = path.parent.parent.parent / f"aside-{path.name}"
    path.rename(aside)
    path.symlink_to(aside)


def _deeper(path: Path) -> None:
    (path.parent / "dossier").mkdir()
    (path.parent / "dossier" / path.name).write_bytes(path.read_bytes())


def _name(name: str, file: str, copy: str) -> Fault:
    return Fault(
        name,
        file,
        save(copy),
        "nom de fichier",
        MEND_NAME,
        blamed=f"{file.partition('/')[0]}/{copy}",
        whole=True,
    )


def _unexpected(name: str, file: str, act: Act, blamed: str = "") -> Fault:
    return Fault(
        name, file, act, UNEXPECTED, "déplacez-le, ou supprimez-le", blamed=blamed, whole=True
    )


FILES: tuple[Fault, ...] = (
    _name("a file name with an accent", PROFILE, "société.yml"),
    _name("a file name with a capital", PROFILE, "Pme.yml"),
    _name("a file name with a space", PROFILE, "pme bis.yml"),
    _name("a file name with an underscore", PROFILE, "pme_bis.yml"),
    _name("a file name that Windows reserves", PROFILE, "con.yml"),
    _name("a file name that Windows reserves, with a number", LETTER, "lpt1.md"),
    _name("a file name of 61 characters", PROFILE, "a" * 61 + ".yml"),
    _name("a file name that starts with a figure", PROFILE, "2026.yml"),
    _unexpected("a file of another extension", PROFILE, save("pme.yaml"), "profils/pme.yaml"),
    _unexpected("an extension in capitals", PROFILE, save("pme.YML"), "profils/pme.YML"),
    _unexpected("a Word document", LETTER, save("lettre.docx"), "courriers/lettre.docx"),
    _unexpected("a hidden file", PROFILE, save(".pme.yml.swp"), "profils/.pme.yml.swp"),
    _unexpected("a file at the top", "glossaire.yml", save("notes.yml"), "notes.yml"),
    _unexpected("a folder of another name", "canal", Act(Path.mkdir)),
    _unexpected("a folder inside a folder", PROFILE, Act(_deeper), "profils/dossier/pme.yml"),
    _unexpected("a linked file", PROFILE, Act(link)),
    _unexpected("a linked folder", "profils", Act(link)),
    Fault(
        "a linked collection",
        "glossaire.yml",
        Act(link),
        "ce n'est pas un fichier ordinaire",
        "remplacez le lien par une copie",
        whole=True,
    ),
    Fault(
        "a folder named like a file",
        "profils/dossier.yml",
        Act(Path.mkdir),
        "ce n'est pas un fichier ordinaire",
        "une copie du fichier",
        whole=True,
    ),
    Fault(
        "a missing collection",
        "glossaire.yml",
        Act(Path.unlink),
        "ce n'est pas un fichier ordinaire",
        "une copie du fichier",
        whole=True,
    ),
    Fault(
        "an id of a collection with a capital",
        "glossaire.yml",
        add('Accord-Tacite:\n  terme: "Accord"\n  definition: "Un oui."'),
        "identifiant « Accord-Tacite »",
        "renommez cette clé",
        "Accord-Tacite",
    ),
    Fault(
        "a blank with a hyphen",
        "champs.yml",
        swap("^raison_sociale:", "raison-sociale:"),
        "identifiant « raison-sociale »",
        "renommez cette clé",
        "raison-sociale",
    ),
    Fault(
        "a translation without its original",
        "courriers/relancer-accord-etranger.en.md",
        save("inconnu.en.md"),
        "traduction sans original",
        "renommez la traduction",
        blamed="courriers/inconnu.en.md",
        whole=True,
    ),
    Fault(
        "a key that is not to be translated",
        "canaux/courriel.en.yml",
        add('fondement: "The general rule."'),
        "clé qui ne se traduit pas",
        "la fiche française suffit",
        "fondement",
    ),
    Fault(
        "a misspelt key of a translation",
        "canaux/courriel.en.yml",
        swap("^nom_phrase:", "nom_frase:"),
        "clé inconnue",
        "vouliez-vous dire « nom_phrase » ?",
        "nom_frase",
    ),
    Fault(
        "a translated label of an unknown blank",
        "champs.en.yml",
        add('inconnu:\n  libelle: "Unknown"'),
        "identifiant « inconnu »",
        "renommez cette clé",
        "inconnu",
    ),
    Fault(
        "a folder left out",
        "outils",
        Act(shutil.rmtree),
        "dossier absent",
        "rétablissez ce dossier",
        blamed="outils",
        whole=True,
    ),
)


@pytest.mark.parametrize("fault", FILES, ids=lambda fault: fault.name)
def test_a_file_out_of_place_is_refused_with_its_remedy(
    spoilable: Spoilable, tmp_path: Path, fault: Fault
) -> None:
    fault.prove(spoilable, tmp_path)
