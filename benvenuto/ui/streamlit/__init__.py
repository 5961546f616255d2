"""The one adapter for what Streamlit forces on us. A page uses these modules; only they know why.

What Streamlit does. A page is a script that runs whole, from its top, at every click. A window has one run at a time.
While it runs, another request of the same window may come: a second click, a component that asks on its own. Streamlit
ends the run at its next look for one, and it looks at nearly every call (`st.anything`, `st.session_state[...]` and
`st.query_params` too, and every message to the browser); then it runs the page for the newer request. A press is a
value of one request: the newer one does not carry it. While a request waits, presses are merged into the next one;
once its run has begun they are gone with it. What a press calls back (`on_click`) runs first of all, before the page.

So there is one rule: **what must not be lost lies in `run.memory`, and between taking a press, its deed, and what is
remembered of it, nothing asks Streamlit.**

Buttons, forms, dialogs
  sticky_button  `if button(...):` for every button, `form_submit_button` for forms. The press is remembered until it
                 is taken. `sticky_button` with `pressed` where something else is drawn between button and deed;
                 `is_pressed` for what may be done twice. Keys name what the deed is done to.
  dialog         `open_dialog`, `dialog`, `close_dialog`: it stays open while its page runs again and again, with what
                 is written in it. `benvenuto.ui.confirming` asks for a second yes with it. A popover needs nothing: it
                 is open in the browser alone, and the forms in it are forms.
What is told afterwards
  flash          what was done or refused, told until the next press; `toast` for a short word. Pages use
                 `benvenuto.ui.outcome`, which does a deed and tells what became of it.
  redirects      `redirect_after` leads to another page after a deed, whatever request comes late; `change_query` to
                 another query of the page at hand, when nothing was done. A link from a page onto itself, which
                 Streamlit follows without telling the browser's address, is made up for before each run.
  progress       a bar beside long work, which goes on when a request comes in its middle.
What lies behind
  memory         `run.memory`, a dict of the window that is not `st.session_state`.
  page_run       around each run of a page: goes on where an overtaken run was going, and forgets, at the end of one
                 that nobody overtook, presses and dialogs that nobody asked for.
  callbacks      lets Streamlit call back although the next request is there; without it a press is dropped when a
                 request follows within some milliseconds, on a busy machine within a second.
  session_cache  what is drawn again at every run, made once.
  url_state      the choices of a page as codes in its address: `load` before the widgets, `store` after them.
  concurrency    how many pages run at once.
  logs           what Streamlit logs, in the one log of the server.
  uploads        fields for files, which wait on the disk: Streamlit would keep each whole in memory for an hour.
  windows        whose the files are that Streamlit keeps, for the gate, since Streamlit asks nobody.
Components
  draft          what is being written, kept in the browser until it was sent, and put back into its field: after a
                 reload or a lost session, and in a dialog, which the browser takes off the page from the beginning of
                 each run until the run comes to it. What is typed before its script has come, the shell remembers.
                 `keep_drafts` for every field for words; a test names the one that is forgotten.
  expiring       what is offered for some time only, and leaves the page when that is over.
  mounting       how a component finds its assets, and how its data are packed.
  reconnect      a line while the connection is lost, in place of Streamlit's own dialog, and then the whole page once
                 more; leave: out to another page of the site.

Not everything can be held:
- The first press after a server was restarted or a session lost calls nothing back: Streamlit does not know the button
  until the page has run. It is seen only if that run comes as far as the button. `reconnect` runs the page first.
- A press in a dialog's own run that reaches the server after another run has removed the dialog is discarded unseen.
  A dialog stays open until it is closed, so only what closed it can be the cause.
- While a run of the page has not come to an open dialog, the browser shows none: what was written comes back with it,
  but keys that are pressed in between go nowhere.
- What a window remembers ends with its session. What was done is in the database by then; what was told is not.
- Clicks on rows, charts and links, which only lead somewhere, are remembered by nobody; they are clicked again.
"""
