"""Sources → Pages: files, folders, standard input, addresses, JSON lines.

What fails is named and the run goes on.
"""

from musnad.gather.sources import gather

__all__ = ["gather"]
