// Tells Streamlit where its server is. It would try the page's own path first: two failed requests on every deep link.
window.__streamlit = { BACKEND_BASE_URL: location.origin }
