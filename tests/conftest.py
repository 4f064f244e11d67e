"""What all tests share: properties have no deadline, for a busy machine is no fault of theirs."""

from hypothesis import settings

settings.register_profile("depositary", deadline=None)
settings.load_profile("depositary")
