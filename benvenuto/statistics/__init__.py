"""What the figures can bear: intervals, and whether there is enough to say anything. numpy and scipy only.

Control charts, shrinkage and severity have their seat here, beside these modules.
"""
