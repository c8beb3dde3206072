//! The pages in English.

use super::{Activated, Invitation, Notice, Words};

pub(super) const WORDS: Words = Words {
    ask: "Ask *{support}*.",
    invitation: Invitation {
        title: "Activate your phone",
        intro: "It becomes the second step when you sign in at {org}. *Nothing has happened yet.*",
        account: "Account",
        phone: "Phone",
        until: "This link works until",
        here: "I am on that phone already",
        activate: "Activate this phone",
        once: "Press once, then wait for the next page.",
        in_app: "Open in the authenticator app",
        other: "Activate another phone instead? Show the QR code",
        scan: "Scan this with the phone that you want to activate",
        barcode: "QR code of the activation link",
        or_open: "Or open this link on that phone:",
        help: "Not expecting this link? Just close this page. In doubt?",
        smartphone: "smartphone",
        ending: "{phone} ending in {digits}",
    },
    activated: Activated {
        title: "Your phone is active",
        text: "It is now the second step for *{account}* at {org}. One thing is left to do.",
        add: "Add the account to your authenticator app",
        shown_once: "*Do this now: this page is shown once.* Share it with nobody: whoever has what is on it can make your \
                     passcodes.",
        nothing_happens: "The button does nothing? Type the key in",
        by_hand: "In your authenticator app, add an account by hand: type *counter based* (HOTP), 6 digits, and this key:",
        help: "Stuck here?",
    },
    already: Notice {
        title: "The phone is already active",
        heading: "The phone is already active",
        text: "The phone for *{account}* at {org} was activated on *{when}*.",
        advice: "There is nothing more to do on this page.",
        help: "Is the account missing from your authenticator app?",
    },
    not_you: "*Was that not you?* Someone else may have used your link. Tell {support} at once.",
    expired: Notice {
        title: "This link has expired",
        heading: "This link has expired",
        text: "It worked until *{when}*. The phone for *{account}* at {org} was not activated with it.",
        advice: "*Ask {support} for a new link.* It cannot be renewed here.",
        help: "Questions?",
    },
    superseded: Notice {
        title: "There is a newer link",
        heading: "There is a newer link",
        text: "Since this message, {org} made another link to activate the phone for *{account}*. Only the newest one works.",
        advice: "*Open the newest message that you got, and use the link in it.*",
        help: "Cannot find a newer message?",
    },
    unknown: Notice {
        title: "This link is not known",
        heading: "This link is not known",
        text: "Perhaps a part of it was lost on the way. Nothing has changed.",
        advice: "*Open the message again and press the link in it.* If you copy the link, copy all of it, to the last \
                 character.",
        help: "Still not known?",
    },
    trouble: Notice {
        title: "Something went wrong",
        heading: "Something went wrong on our side",
        text: "It was not you, and nothing has changed: your link is as good as before.",
        advice: "*Wait a minute, then open the link in your message again.*",
        help: "Still not working?",
    },
};
