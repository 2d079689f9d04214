"""Ready mappings for exports that many have: which column holds what, and what their codes stand for.

Tables, no code. An author's own words under `measurement` go before them. Channels are named by kind of touchpoint:
they stand for the strategy's touchpoint of that kind if it has exactly one. Columns as those systems named them in
2026; an administrator may have renamed or added some, above all the one that says what the customer wanted.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mapping:
    """One system's export.

    Attributes:
        columns: what `Columns` calls it, and the system. kinds: what the system says, and the kind of touchpoint.
        resolved: words of its status, and whether they mean that the matter is settled. title: for readers.
    """

    title: str
    columns: dict[str, str]
    kinds: dict[str, str]
    resolved: dict[str, bool]
    time_format: str = ""
    timezone: str = "UTC"


MAPPINGS: dict[str, Mapping] = {
    "zendesk": Mapping(
        "Zendesk, tickets exported as CSV",
        {
            "contact": "Id", "customer": "Requester id", "time": "Created at", "touchpoint": "Via",
            "request": "Ticket type", "resolved": "Status",
        },
        {
            "Mail": "email", "Email": "email", "Web Form": "website", "Web form": "website", "Web Widget": "website",
            "Help Center": "website", "Chat": "chat", "Messaging": "messaging", "Native messaging": "messaging",
            "Phone": "call-centre", "Phone call (inbound)": "call-centre", "Voicemail": "call-centre", "SMS": "sms",
            "Text message": "sms", "Facebook": "social", "Twitter": "social", "X Corp DM": "social",
            "WhatsApp": "messaging", "Mobile SDK": "app", "Mobile": "app",
        },
        {"Solved": True, "Closed": True, "New": False, "Open": False, "Pending": False, "On-hold": False, "Hold": False},
    ),
    "freshdesk": Mapping(
        "Freshdesk, tickets exported as CSV",
        {
            "contact": "Ticket ID", "customer": "Contact ID", "time": "Created time", "touchpoint": "Source",
            "request": "Type", "resolved": "Status",
        },
        {
            "Email": "email", "Portal": "account", "Phone": "call-centre", "Chat": "chat", "Forum": "community",
            "Twitter": "social", "Facebook": "social", "Feedback Widget": "website", "WhatsApp": "messaging",
            "1": "email", "2": "account", "3": "call-centre", "7": "chat", "9": "website",
        },
        {"Resolved": True, "Closed": True, "Open": False, "Pending": False, "4": True, "5": True, "2": False, "3": False},
    ),
    "open311": Mapping(
        "Open311 (GeoReport v2) service requests",
        {
            "contact": "service_request_id", "customer": "address_id", "time": "requested_datetime",
            "touchpoint": "source", "request": "service_name", "resolved": "status",
        },
        {
            "phone": "call-centre", "call": "call-centre", "web": "website", "mobile": "app", "app": "app",
            "email": "email", "walk-in": "store",
        },
        {"closed": True, "open": False},
    ),
    "los-angeles-311": Mapping(
        "MyLA311 service requests of Los Angeles; the place stands for the customer",
        {
            "contact": "SRNumber", "customer": "PlaceKey", "time": "CreatedDate", "touchpoint": "RequestSource",
            "request": "RequestType", "ended": "ClosedDate", "resolved": "Status",
        },
        {
            "Call": "call-centre", "Voicemail": "call-centre", "Mobile App": "app", "Self Service": "website",
            "Email": "email", "Social Media": "social", "Twitter": "social", "Walk-in": "store", "Letter": "letter",
        },
        {"Closed": True, "Open": False, "Pending": False, "Cancelled": False, "Referred Out": False},
        "%m/%d/%Y %I:%M:%S %p", "America/Los_Angeles",
    ),
    "boston-311": Mapping(
        "311 service requests of Boston; the place stands for the customer",
        {
            "contact": "case_enquiry_id", "customer": "location", "time": "open_dt", "touchpoint": "source",
            "request": "type", "ended": "closed_dt", "resolved": "case_status",
        },
        {
            "Constituent Call": "call-centre", "Citizens Connect App": "app", "Self Service": "website",
            "Twitter": "social", "Email": "email",
        },
        {"Closed": True, "Open": False},
        "%Y-%m-%d %H:%M:%S", "America/New_York",
    ),
    "new-york-311": Mapping(
        "311 service requests of New York; the place stands for the customer",
        {
            "contact": "Unique Key", "customer": "Incident Address", "time": "Created Date",
            "touchpoint": "Open Data Channel Type", "request": "Complaint Type", "ended": "Closed Date",
            "resolved": "Status",
        },
        {"PHONE": "call-centre", "MOBILE": "app", "ONLINE": "website"},
        {"Closed": True, "Open": False, "Pending": False, "Assigned": False, "In Progress": False, "Started": False},
        "%m/%d/%Y %I:%M:%S %p", "America/New_York",
    ),
    "xes": Mapping(
        "An event log in XES: one customer a case, unless another column says who",
        {
            "contact": "event:id", "customer": "case:concept:name", "time": "time:timestamp",
            "touchpoint": "org:role", "request": "concept:name",
        },
        {},
        {},
    ),
}  # fmt: skip
"""By the name that `mapping:` gives them."""
