#!/usr/bin/env bash
# Streamlit 1.67.0 keeps an asyncio event loop, three file descriptors, for every session it remembers.
#
# THE USUAL GUESS
#   A page load costs a server one descriptor, its WebSocket, and gives it back when the tab is closed. The event loop
#   that a script finds in its thread belongs to the run and ends with it. What a longer server.disconnectedSessionTTL
#   costs is memory, for every session of that time.
#
# WHAT IT REALLY DOES
#   AppSession.__init__ (streamlit/runtime/app_session.py) calls asyncio.new_event_loop() and closes the loop only when
#   the session shuts down. On Linux a loop is one epoll descriptor and a pair of sockets. So
#   - an open page that does nothing costs four descriptors, not one;
#   - a closed page still costs three, until disconnectedSessionTTL is over (120 s by default) or 128 later pages were
#     closed: MemorySessionStorage keeps at most 128 sessions, whatever the TTL says, and no option changes that number.
#   Under a low limit (256 in a macOS terminal) nobody gets in after some 80 page loads within the TTL, all
#   of them closed: accept() fails with "Too many open files", which only the log tells. Under a limit of 1024 the 384
#   descriptors of closed pages, and four for each open one, leave room for some 150 open pages instead of a thousand.
#
# WHAT WOULD MEND IT (for a report to Streamlit)
#   Make the loop when the first ScriptRunner of a session starts, and close it when a session is disconnected and put
#   into storage: _create_scriptrunner already replaces a closed loop (with a warning, since it expects none). Or hand
#   scripts a loop that opens its selector and its self-pipe when it is first used: most scripts never use it.
#
# The script installs pinned public packages into a temporary folder, serves a page of one line on 127.0.0.1, opens and
# closes it 150 times (some 400 descriptors at most, nothing is used up), and fails when the behaviour has changed.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
ulimit -Sn 1024 2>/dev/null || true
if [ "$(ulimit -Sn)" != unlimited ] && [ "$(ulimit -Sn)" -lt 1024 ]; then
  echo "This needs 1024 file descriptors (ulimit -n)." >&2
  exit 2
fi

"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  streamlit==1.67.0 websockets==17.4 psutil==7.2.2

cat > "$folder/page.py" <<'PAGE'
import streamlit as st

st.write("good morning")
PAGE

cat > "$folder/loads.py" <<'LOADS'
import asyncio, socket, subprocess, sys
from contextlib import AsyncExitStack
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil, streamlit, websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

REMEMBERED, EACH = 128, 3


async def run(page):
    wanted = BackMsg()
    wanted.rerun_script.query_string = ""
    await page.send(wanted.SerializeToString())
    async with asyncio.timeout(30):
        while ForwardMsg.FromString(await page.recv()).WhichOneof("type") != "script_finished":
            pass


async def measure(port, server):
    def page():
        return websockets.connect(f"ws://127.0.0.1:{port}/_stcore/stream", subprotocols=["streamlit"], max_size=None)

    async def loads(number):
        for _ in range(number):
            async with page() as opened:
                await run(opened)
        await asyncio.sleep(0.5)  # the server sees the last one go
        return server.num_fds()

    seen = [("before", server.num_fds())]
    for number in (20, 20, 20):
        seen.append((f"{number} more pages opened and closed", await loads(number)))
    async with AsyncExitStack() as open_pages:
        for _ in range(10):
            await run(await open_pages.enter_async_context(page()))
        await asyncio.sleep(0.5)
        seen.append(("10 more open, their scripts finished", server.num_fds()))
    seen.append(("those closed, 80 more opened and closed", await loads(80)))
    return seen


with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
options = {
    "server.port": port, "server.address": "127.0.0.1", "server.headless": "true", "server.fileWatcherType": "none",
    "server.disconnectedSessionTTL": 3600, "browser.gatherUsageStats": "false", "logger.level": "error",
}
given = [f"--{name}={value}" for name, value in options.items()]
command = [sys.executable, "-m", "streamlit", "run", "page.py", *given]
with subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=Path(__file__).parent) as process:
    try:
        for _ in range(300):
            try:
                urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5).close()
                break
            except URLError:
                asyncio.run(asyncio.sleep(0.1))
        else:
            sys.exit("Streamlit did not start.")
        seen = asyncio.run(measure(port, psutil.Process(process.pid)))
    finally:
        process.terminate()

print(f"Streamlit {streamlit.__version__}, Python {sys.version.split()[0]}, server.disconnectedSessionTTL = 3600")
for what, descriptors in seen:
    print(f"  {descriptors:4d} descriptors   {what}")
_, first, second, third, opened, last = (descriptors for _, descriptors in seen)
expected = {
    f"{20 * EACH} more for 20 closed pages": (second - first, third - second) == (20 * EACH, 20 * EACH),
    f"{10 * (EACH + 1)} more for 10 idle open ones": opened - third == 10 * (EACH + 1),
    f"150 closed ones keep those of {REMEMBERED}": last - third == (REMEMBERED - 60) * EACH,
}
for what, so in expected.items():
    print(f"  {'as stated' if so else 'CHANGED  '}   {what}")
sys.exit(not all(expected.values()))
LOADS

"$folder/venv/bin/python" "$folder/loads.py"
