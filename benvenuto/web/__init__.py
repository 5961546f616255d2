"""The web around the screens: sign-in, the gate, recordings, health. Nothing here knows Streamlit."""
