"""Boxes of the tab `Kết quả kiểm tra`: whose rows must be made anew, what headings stand for.

A box that somebody ticks on a phone without a connection reaches us hours later. Google moves such
an edit with its row, and drops it when the row was deleted. So a row never comes to stand for
something else: a line that changes what its box is for gets a new row.
"""

from collections.abc import Sequence

from jobs.ward.results.lines import Block, Look
from jobs.ward.results.reading import Layout, TabTicks


def to_renew(layout: Layout, blocks: Sequence[Block]) -> frozenset[str]:
    """Keys of the lines that get or lose their box, and of headings over a line with a box that
    did not stand below them before."""
    rows = {key: row for row, key in enumerate(layout.keys) if key}
    renewed = {
        line.key
        for block in blocks
        for line in (*block.first, *block.items)
        if line.look in (Look.GROUP, Look.FINDING)
        and line.key in rows
        and line.tick != (rows[line.key] in layout.boxes)
    }
    joined = {
        block.first[0].key
        for block in blocks
        if any(line.tick and line.key not in rows.keys() - renewed for line in block.items)
    }
    return frozenset(renewed | joined)


def spelt_out(ticks: TabTicks, blocks: Sequence[Block], kept: frozenset[str]) -> frozenset[str]:
    """What is ticked, with the tick of a heading that is made anew said by the lines that stood
    below it when it was ticked: it was for no others."""
    ticked = ticks.ticked
    for block in blocks:
        head = block.first[0]
        if head.look is Look.GROUP and head.key in ticked - kept:
            of_its_kind = {line.key for line in block.items if line.tick}
            below = of_its_kind & ticks.below.get(head.key, frozenset())
            ticked = (ticked - {head.key}) | below
    return ticked
