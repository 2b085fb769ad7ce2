"""A model of the user's own reads the names: a token classifier in ONNX from a folder of this machine.

Off unless ``MUSNAD_ENTITY_MODEL`` names the folder; nothing is ever downloaded. ``folder.py`` opens it, ``labels.py``
says what its labels are here, ``scoring.py`` asks it in windows and is with ``folder.py`` the only place that knows
the kits, ``joining.py`` puts what it reads together with what Musnad reads itself.
"""

from musnad.text.entities.own.folder import OwnModel, own_model
from musnad.text.entities.own.joining import joined, marked

__all__ = ["OwnModel", "joined", "marked", "own_model"]
