"""From a recording file to what can be heard, drawn and measured; knows nothing of storage."""
