"""Reading → Reading: a language model proposes statements beside the rules; what it says is checked word by word.

Off unless a person asks for it and names an address. ``passages.py`` chooses what is sent, ``asking.py`` is the one
place that knows the kit, ``answers.py`` keeps answers so that nothing is paid for twice, ``checks.py`` holds every
proposal to the page, ``proposing.py`` is the order of these.
"""

from musnad.llm.proposing import propose

__all__ = ["propose"]
