"""What kind of touchpoint a log means by a word: a table of words, and no answer where they point two ways."""

import re
from collections.abc import Iterator, Sequence

from ecaremap.measure.problems import UnreadableLog
from ecaremap.model.scales import KINDS
from ecaremap.model.suggest import did_you_mean

_PHRASES: dict[str, str] = {
    "call-centre": (
        "phone, telephone, tel, call, calls, caller, inbound, voice, voicemail, hotline, callcenter, callcentre, call centre, "
        "call center, contact centre, contact center, phone call, phone calls, inbound call, voice call, voice mail, "
        "constituent call, telefon, telefonat, anruf, anrufe, telefono, llamada, appel, telefone"
    ),
    "ivr": "ivr, phone menu, voice menu, sprachmenu, voice portal, touchtone",
    "voice-assistant": "voicebot, voice bot, voice assistant, alexa, google assistant, siri",
    "app": "app, apps, mobile, mobile app, mobile apps, smartphone app, ios, android, iphone, mobile sdk, native app",
    "account": (
        "account, my account, myaccount, myacc, customer account, portal, customer portal, self service portal, member area, "
        "login area, kundenkonto, kundenportal, mi cuenta, espace client"
    ),
    "website": (
        "web, website, web site, webpage, web page, web form, webform, online, online form, internet, help center, "
        "help centre, helpcenter, webseite, homepage, web widget, feedback widget, sitio web, site web, formular, web portal"
    ),
    "chat": "chat, chats, live chat, livechat, web chat, webchat, website chat, chat message, app chat, in app chat, online chat",
    "chatbot": "chatbot, chat bot, bot, virtual assistant, virtual agent",
    "sms": "sms, text, text message, txt",
    "messaging": "messaging, native messaging, messenger, whatsapp, whats app, telegram, imessage, rcs, facebook messenger",
    "email": "email, e mail, mail, emails, mails, e mails, inbox, correo, correo electronico, courriel",
    "social": "social, social media, twitter, facebook, instagram, x corp dm, tiktok, linkedin, soziale medien",
    "community": "community, forum, community forum",
    "kiosk": "kiosk, self service kiosk",
    "video": "video, video call, video chat, video consultation, videocall",
    "store": (
        "store, stores, shop, shops, branch, walk in, walkin, counter, service centre, service center, customer centre, "
        "customer center, in person, retail, filiale, laden, tienda, sucursal, boutique, agence, office visit, front desk"
    ),
    "field-visit": "field visit, technician, engineer visit, on site, onsite, home visit, field service, techniker",
    "letter": "letter, letters, post, postal, postal mail, paper mail, brief, carta, courrier, paper, paper form, white mail",
}  # fmt: skip
_KIND_OF = {phrase.strip(): kind for kind, listed in _PHRASES.items() for phrase in listed.split(",")}
_LONGEST = max(phrase.count(" ") + 1 for phrase in _KIND_OF)
OURS = "our own people"
_STAFF = frozenset(
    {"staff", "worker", "workers", "employee", "employees", "driver", "internal", "agent", "crew", "back office"}
)
"""Words for our own people: what they enter begins no customer's contact, whatever they use."""
_ACCENTS = str.maketrans("äöüßáéíóúàèçñ", "aousaeiouaecn")


def kind_of(word: str) -> str | None:
    """The kind of touchpoint a log's word means; None where it says nothing known, two things, or that it is our own people's."""
    found = set(_kinds(word))
    return found.pop() if len(found) == 1 and OURS not in found else None


def _kinds(word: str) -> Iterator[str]:
    """Kinds of the longest known phrases, from the left."""
    parts = re.findall(r"[a-z0-9]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", word).lower().translate(_ACCENTS))
    while parts:
        for length in range(min(_LONGEST, len(parts)), 0, -1):
            phrase = " ".join(parts[:length])
            if phrase in _KIND_OF:
                yield _KIND_OF[phrase]
                break
            if phrase in _STAFF:
                yield OURS
        parts = parts[length:]


def read_kinds(texts: Sequence[str]) -> dict[str, str]:
    """`FAX=letter,Other=email` by word of the log; a part without `=` belongs to the word after it, which has a comma.

    Raises:
        UnreadableLog: a kind is none of those there are.
    """
    found: dict[str, str] = {}
    for text in texts:
        before = ""
        for part in text.split(","):
            word, equals, kind = part.rpartition("=")
            if not equals:
                before += f"{part},"
                continue
            if kind.strip() not in KINDS:
                raise UnreadableLog(f"'{kind.strip()}' is no kind of touchpoint.", did_you_mean(kind.strip(), KINDS))
            found[(before + word).strip()] = kind.strip()
            before = ""
        if before:
            fix = "Write the log's word and the kind, as: --kinds FAX=letter"
            raise UnreadableLog(f"'{before.rstrip(',')}' does not say what kind of touchpoint it is.", fix)
    return found
