"""What is written to disk: files under a folder, its mark, and the swap that puts it in its place."""

from prevenance.output.files import naming, write_all
from prevenance.output.mark import MARK
from prevenance.output.swap import swapped

__all__ = ["MARK", "naming", "swapped", "write_all"]
