"""Sources → Pages: files, folders, standard input, addresses, JSON lines, feeds, web archives.

What fails is named and the run goes on.
"""

from musnad.gather.sources import gather

__all__ = ["gather"]
