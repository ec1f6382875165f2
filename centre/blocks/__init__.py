"""The base vocabulary of body content. Upper floors add their own blocks to it."""

from centre.blocks.body import BaseBodyBlock
from centre.blocks.steps import StepBlock, StepsBlock

__all__ = ["BaseBodyBlock", "StepBlock", "StepsBlock"]
