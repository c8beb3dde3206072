//! Messages in English.

use super::{DefaultWording, Words};

pub(super) const WORDS: Words = Words {
    preheader: "One press on your phone, until {expires}.",
    automated: "This is an automated message from *{org}*. Please do not reply to it.",
    questions: "Questions, or you did not expect it? Ask {support}.",
    button: "Activate this phone",
    or_open: "Or open this link on the phone:",
    qr_alt: "QR code that opens the link above. If you cannot see it, use the link.",
    qr_caption: "Reading this on another screen? Scan the code with the phone's camera.",
    once: "The link works once, until *{expires}* ({lifetime} from when this was sent). It is meant for you alone: \
           do not forward it.",
    to_activate: "To activate your phone, open this link on it:",
    or_scan: "Or scan the attached QR code with the phone's camera.",
    first: DefaultWording {
        subject: "Activate your phone for {org}",
        email: "Hello {realname},\n\n\
                {org} protects your account {username} with a second step at sign-in, and your phone is not ready for it \
                yet. It takes a minute: open this message on the phone and press the button, or scan the code with the \
                phone's camera.",
        sms: "Activate two-factor sign-in on this phone until {expires}: {link}",
    },
    reminder: DefaultWording {
        subject: "Reminder: activate your phone for {org}",
        email: "Hello {realname},\n\n\
                a few days ago we sent you a link to make your phone the second step when you sign in as {username}. It \
                was not used and has run out, so here is a new one. It takes a minute: open this message on the phone and \
                press the button, or scan the code with the phone's camera.",
        sms: "Reminder: activate two-factor sign-in on this phone until {expires}: {link}",
    },
    test: "[Test] ",
    sms_header: "{org} (automated): ",
    app_activation: "To activate the authenticator app, open this link: <acturl>",
    app_installation: "To install the authenticator app, open this link: <insturl>",
};
