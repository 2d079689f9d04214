"""Solved at the first contact: as the customer counts it, and beside it as one channel does.

A channel that looks at its own records alone counts a contact as solved when it was solved there; that the customer
had tried elsewhere before, it cannot see (domain brief 5.5). One-contact resolution counts needs: those that began
there and were finished with that one contact, of those that began there. The difference is made of contacts that
were not the first one about their need, and of needs that came back although somebody had ticked "resolved".
"""

from dataclasses import dataclass

from ecaremap.measure.figures.rows import NOTHING, Names, summed
from ecaremap.measure.figures.shares import Share, share
from ecaremap.measure.model import Counts


@dataclass(frozen=True, slots=True)
class FirstContact:
    """A touchpoint judged both ways.

    Attributes:
        one_contact: needs that began here and were finished with one contact, of those that began here.
        one_channel: contacts here that were marked resolved, of those of which it is known.
        not_the_first: contacts here that followed another one about the same need, of all contacts here.
    """

    touchpoint: str
    one_contact: Share
    one_channel: Share
    not_the_first: Share

    @property
    def hidden(self) -> bool:
        """The channel's own number is better than what customers meet, beyond chance."""
        own, whole = self.one_channel.counted, self.one_contact.counted
        if own is None or whole is None or own.share is None or whole.share is None:
            return False
        return own.share > whole.share and own.differs(whole)


def first_contacts(counts: Counts) -> tuple[FirstContact, ...]:
    """Every touchpoint with contacts, sorted."""
    names, smallest = Names(counts.settings), counts.settings.smallest
    started = summed(counts, "journeys", ("first_channel",))
    found = []
    for key, contacts in summed(counts, "contacts", ("channel",)).items():
        began = started.get(key, NOTHING)
        name = names.channel(key[0])
        if name:
            found.append(
                FirstContact(
                    name,
                    share("one_contact_resolution", began["one_contact"], began["known"], smallest),
                    share("one_channel_resolution", contacts["resolved"], contacts["known"], smallest),
                    share("not_the_first", contacts["n"] - contacts["starts"], contacts["n"], smallest),
                )
            )
    return tuple(sorted(found, key=lambda each: each.touchpoint))
