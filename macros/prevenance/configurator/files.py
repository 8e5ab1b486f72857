"""The files of the configurator: what the site publishes for its page, and the page in one file.

Nothing is made where the scripts and styles are absent.
"""

from collections.abc import Iterator

from prevenance.configurator import first_letter
from prevenance.configurator.offline import offline_page
from prevenance.configurator.scripts import ASSETS, Data, data_scripts, started
from prevenance.documents.press import Press
from prevenance.merge.folder import MadeFile

FOLDER = "assets/configurateur"
SCRIPT = "configurateur.js"
PAGE = "telechargements/configurateur-hors-ligne.html"

NONE = Data("", "", {}, "")

ELEMENT = "prevenance-configurateur"


class Configurator:
    """What a press's letters become for the page, each made once: the site and its kit ask for the same.

    Without ``documents``, for previews, the page shows every letter and offers none to download.
    """

    def __init__(self, press: Press, *, documents: bool = True) -> None:
        self.press = press
        self.data = data_scripts(press, documents=documents) if ASSETS.is_dir() else NONE
        self.offline = offline_page(press, self.data) if ASSETS.is_dir() else b""

    def page_script(self) -> str:
        """Return what the page starts with: the code, the rules and a first letter.

        They travel as one script, because themes that change pages without loading them start
        scripts in any order, and again at each visit.
        """
        first = first_letter.start(self.press).text.id
        start = started((self.data.rules, self.data.shared, self.data.letters[first]))
        return f'if (!customElements.get("{ELEMENT}")) {start}'

    def published(self) -> Iterator[tuple[str, bytes]]:
        """Yield what the configurator's page loads, and the offline page: paths in docs/, bytes."""
        if not self.offline:
            return
        yield PAGE, self.offline
        yield f"{FOLDER}/{SCRIPT}", self.page_script().encode()
        for name, text in self.data.letters.items():
            yield f"{FOLDER}/courriers/{name}.js", text.encode()

    def extras(self) -> list[MadeFile]:
        """Return the offline page as a file for the root of the kit; nothing in the wheel."""
        return [MadeFile(PAGE.rpartition("/")[2], self.offline)] if self.offline else []
