"""Practice on the screen: the list with what is proposed, one exercise, and the team of a supervisor."""
