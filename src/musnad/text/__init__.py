"""Article → Document: the words of an article with their layers; the text itself is never changed.

Tokens (clitics, lemma, part of speech), sentences, quotations, entities, times and quantities. Every layer is spans
in code points of ``Document.text``.
"""

from musnad.text.layers import annotate

__all__ = ["annotate"]
