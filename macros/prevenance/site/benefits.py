"""The page of the benefits: what the customer gains, and when that is true."""

from prevenance.catalog import Catalog
from prevenance.site import links, words
from prevenance.site.markup import Page, front_matter, page_text, paragraph, table
from prevenance.text.html import prose


def benefit_page(catalog: Catalog) -> Page:
    """Write the page of the benefits: what the customer gains, and when that is true."""
    here = links.BENEFITS
    return Page(
        here,
        page_text(
            front_matter(
                "Bénéfices",
                "Ce que gagne le client, la phrase qui le dit et la condition qui la rend vraie.",
                hide=["toc"],
                search={"boost": 2},
            ),
            paragraph(
                "Un bénéfice se cite du point de vue du client, et seulement si sa condition "
                "est remplie chez vous.",
                "chapeau",
            ),
            table(
                "Les bénéfices comparés",
                ("Bénéfice", "Ce que dit le courrier", "Condition", "Clients sensibles", "Canaux", "Relu le"),
                [
                    (
                        prose(b.name),
                        words.sentence(catalog, b.sentence),
                        prose(b.condition),
                        prose(b.for_whom),
                        links.item_links(catalog, here, "channels", b.channels),
                        words.day(b.reviewed_on),
                    )
                    for b in catalog.benefits.values()
                ],
                anchors=[b.id for b in catalog.benefits.values()],
            ),
        ),
    )  # fmt: skip
