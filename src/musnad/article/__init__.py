"""Page → Article: which lines of a page are its article, who wrote it, when, and what stands around it."""

from musnad.article.find import find_article

__all__ = ["find_article"]
