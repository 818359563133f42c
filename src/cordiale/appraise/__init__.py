"""What was read against what people have marked: gold and record in, figures out."""

from cordiale.appraise.figures import Figures, Share, appraise
from cordiale.appraise.gold import GoldPage, parse_gold

__all__ = ["Figures", "GoldPage", "Share", "appraise", "parse_gold"]
