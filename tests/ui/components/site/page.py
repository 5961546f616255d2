"""One scoring page, as a page of the product uses the components."""

import json
import os

import numpy as np
import soundfile
import streamlit as st

from benvenuto.ui.components.labels import player_labels, scorecard_labels
from benvenuto.ui.components.player import Pin, PlayerSound, player
from benvenuto.ui.components.scorecard import Acknowledged, Card, received_edits, scorecard
from benvenuto.ui.components.strip import strip
from benvenuto.ui.components.transcript import transcript
from benvenuto.ui.streamlit.reconnect import rerun_after_reconnect
from tests.ui.components.site import heard, sample, store

CSS = """<style>
[data-testid="stLayoutWrapper"]:has(> .st-key-player-box) {
  background: var(--st-background-color); position: sticky; top: 0; z-index: 10;
}
[data-testid="stMainBlockContainer"] { padding-top: 1rem; max-width: 70rem; }
</style>"""


@st.cache_data(max_entries=2)
def sound(name: str) -> tuple[list[list[float]], float]:
    if (outline := store.FOLDER / f"{name}.json").exists():
        peaks, duration_s = json.loads(outline.read_text())
        return peaks, duration_s
    samples, rate = soundfile.read(store.FOLDER / name, dtype="float32", always_2d=True)
    blocks = np.array_split(np.abs(samples), 800)
    return [[float(block[:, lane].max()) for block in blocks] for lane in range(samples.shape[1])], len(samples) / rate


def same(text: str) -> str:
    return text


evaluation = st.query_params.get("evaluation", "look")
read_only = "read_only" in st.query_params
mono = "mono" in st.query_params
key = f"scorecard-{evaluation}"
applied: dict[str, int] = st.session_state.setdefault("applied", {})
acknowledged: Acknowledged = {}
with store.TURN:  # a run that another has overtaken may still be at it
    answers = store.load(evaluation)
    if outbox := received_edits(key):
        for box in outbox.boxes:
            if fresh := box.after(applied.get(box.client, 0)):
                for edit in fresh:
                    store.apply(answers, edit)
                store.save(evaluation, answers)
            applied[box.client] = max(box.last, applied.get(box.client, 0))
        acknowledged = {box.client: applied[box.client] for box in outbox.boxes}

st.html(CSS)
recording = st.query_params.get("recording", "call.wav")
peaks, duration_s = sound(recording)
pins: list[Pin] = [
    {"id": moment["id"], "at_s": moment["at_s"], "label": moment["note"]}
    for answer in answers.values()
    for moment in answer["moments"]
]
with st.container(key="player-box"):
    mark = player(
        "/missing" if "broken" in st.query_params else f"/recording/{recording}",
        key="player",
        call=evaluation,
        duration_s=duration_s,
        sound=PlayerSound.of(peaks[:1] if mono else peaks, heard.measured(mono) if duration_s == 60 else None),
        channels=["Call"] if mono else ["Agent", "Caller"],
        moments=pins,
        evidence=heard.EVIDENCE if "evidence" in st.query_params else (),
        swapped="swapped" in st.query_params,
        labels=player_labels(same),
        can_mark=not read_only,
    )
st.text(f"process {os.getpid()}")
if mark is not None:
    st.text(f"mark for the page {mark}")
if "strip" in st.query_params and (asked := strip(heard.strip(st.query_params["strip"]), key="strip", call=evaluation)):
    times = st.session_state["asked"] = st.session_state.get("asked", 0) + 1
    st.text(f"asked {asked}, {times} in all")
if "transcript" in st.query_params:
    transcript(heard.TURNS, key="transcript", call=evaluation, playable=True, _=same)
if "player_only" not in st.query_params:
    groups = sample.scores(answers)
    scores = [float(score) for score in groups.values() if score]
    score = f"{sum(scores) / len(scores):.1f}" if scores else ""
    scorecard(
        key=key,
        call=evaluation,
        card=Card.of({"groups": sample.groups(), "labels": scorecard_labels(same)}),
        view={
            "person": "1",
            "of_call": evaluation,
            "evaluation": evaluation,
            "answers": answers,
            "scores": groups,
            "words": answers.get("", store.blank())["note"],
            "summary": {"score": score, "verdict": "care score"},
            "read_only": read_only,
            "light": False,
            "preview": False,
            "acknowledged": acknowledged,
            "changes": 0,
            "refusals": 0,
            "lacking": {},
        },
    )
if st.button("Publish", shortcut="mod+enter", type="primary"):
    noted = sum(bool(answer["note"]) for path, answer in answers.items() if path)
    words = answers.get("", store.blank())["note"]
    st.text(f"published with {noted} notes" + (f", and: {words}" if words else ""))
rerun_after_reconnect("Not connected.")
