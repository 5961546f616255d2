"""Who answers the telephone is told by the words, and who calls is not taken for them."""

import pytest

from benvenuto.domain.call import Speaker
from benvenuto.domain.hosting import sounds_like_host
from tests.listening.evidence.dialogues import SETS, dialogues


@pytest.mark.parametrize("language", ["it", "en"])
def test_of_calls_of_many_trades_the_agents_sound_like_it_and_no_caller_does(language: str) -> None:
    calls = [turns for name in SETS for _, turns in dialogues(name, language)]
    hosts = {
        speaker: sum(sounds_like_host(turn.text for _, turn in turns if turn.speaker is speaker) for turns in calls)
        for speaker in (Speaker.AGENT, Speaker.CALLER)
    }
    assert hosts[Speaker.CALLER] == 0
    assert hosts[Speaker.AGENT] > 0.95 * len(calls)


@pytest.mark.parametrize(
    "words",
    [
        "Sì buongiorno, sono Mario Rossi.", "Pronto, buongiorno, sono Mario Rossi.", "Buongiorno Giulia, sono Mario.",
        "Senta, buongiorno, sono la signora Bianchi.", "Mi dica lei.", "Come posso fare?", "Sì, mi dica.",
        "Good morning, this is Ann Lee, I'm calling about my order.", "Hi, Ann Lee speaking.", "Yes, hello, it's Ann.",
        "Ann Lee, hi, I have a question.", "Can you help me?",
    ],
)  # fmt: skip
def test_who_calls_says_a_name_too_and_does_not(words: str) -> None:
    assert not sounds_like_host([words])
