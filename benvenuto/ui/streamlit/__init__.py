"""What Streamlit forces on us, in one place."""
