"""What the pages on care quality share: what to look at, the sentence above a chart, the chart, its data to keep."""
