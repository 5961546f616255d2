"""The page of coaching: the plans, one of them, and the form that begins one."""
