//! The pages in German.

use super::{Activated, Invitation, Notice, Words};

pub(super) const WORDS: Words = Words {
    ask: "Wenden Sie sich an *{support}*.",
    invitation: Invitation {
        title: "Aktivieren Sie Ihr Telefon",
        intro: "Es wird zum zweiten Schritt, wenn Sie sich bei {org} anmelden. *Bisher ist noch nichts geschehen.*",
        account: "Konto",
        phone: "Telefon",
        until: "Dieser Link funktioniert bis",
        here: "Ich bin schon auf diesem Telefon",
        activate: "Dieses Telefon aktivieren",
        once: "Drücken Sie einmal und warten Sie auf die nächste Seite.",
        in_app: "In der Authenticator-App öffnen",
        other: "Lieber ein anderes Telefon aktivieren? QR-Code anzeigen",
        scan: "Scannen Sie dies mit dem Telefon, das Sie aktivieren möchten",
        barcode: "QR-Code des Aktivierungslinks",
        or_open: "Oder öffnen Sie auf jenem Telefon diesen Link:",
        help: "Haben Sie diesen Link nicht erwartet? Schließen Sie einfach diese Seite. Sind Sie unsicher?",
        smartphone: "Smartphone",
        ending: "{phone}, Nummer endet auf {digits}",
    },
    activated: Activated {
        title: "Ihr Telefon ist aktiviert",
        text: "Es ist jetzt der zweite Schritt für *{account}* bei {org}. Eines ist noch zu tun.",
        add: "Konto zur Authenticator-App hinzufügen",
        shown_once: "*Tun Sie das jetzt: Diese Seite wird nur einmal angezeigt.* Zeigen Sie sie niemandem: Wer kennt, was \
                     darauf steht, kann Ihre Einmalcodes erzeugen.",
        nothing_happens: "Die Schaltfläche bewirkt nichts? Den Schlüssel eintippen",
        by_hand: "Fügen Sie in Ihrer Authenticator-App ein Konto von Hand hinzu: Typ *zählerbasiert* (HOTP), 6 Ziffern und \
                  dieser Schlüssel:",
        help: "Kommen Sie hier nicht weiter?",
    },
    already: Notice {
        title: "Das Telefon ist bereits aktiviert",
        heading: "Das Telefon ist bereits aktiviert",
        text: "Das Telefon für *{account}* bei {org} wurde am *{when}* aktiviert.",
        advice: "Auf dieser Seite ist nichts weiter zu tun.",
        help: "Fehlt das Konto in Ihrer Authenticator-App?",
    },
    not_you: "*Waren das nicht Sie?* Vielleicht hat jemand anderes Ihren Link benutzt. Melden Sie es sofort: {support}.",
    expired: Notice {
        title: "Dieser Link ist abgelaufen",
        heading: "Dieser Link ist abgelaufen",
        text: "Er funktionierte bis *{when}*. Das Telefon für *{account}* bei {org} wurde damit nicht aktiviert.",
        advice: "*Bitten Sie {support} um einen neuen Link.* Hier lässt er sich nicht erneuern.",
        help: "Haben Sie Fragen?",
    },
    superseded: Notice {
        title: "Es gibt einen neueren Link",
        heading: "Es gibt einen neueren Link",
        text: "Nach dieser Nachricht hat {org} einen weiteren Link erstellt, mit dem das Telefon für *{account}* aktiviert \
               wird. Nur der neueste funktioniert.",
        advice: "*Öffnen Sie die neueste Nachricht, die Sie bekommen haben, und benutzen Sie den Link darin.*",
        help: "Finden Sie keine neuere Nachricht?",
    },
    unknown: Notice {
        title: "Dieser Link ist nicht bekannt",
        heading: "Dieser Link ist nicht bekannt",
        text: "Vielleicht ging unterwegs ein Teil davon verloren. Es hat sich nichts geändert.",
        advice: "*Öffnen Sie die Nachricht noch einmal und drücken Sie auf den Link darin.* Wenn Sie den Link kopieren, \
                 kopieren Sie ihn ganz, bis zum letzten Zeichen.",
        help: "Ist er immer noch nicht bekannt?",
    },
    trouble: Notice {
        title: "Etwas ist schiefgegangen",
        heading: "Bei uns ist etwas schiefgegangen",
        text: "Es lag nicht an Ihnen, und es hat sich nichts geändert: Ihr Link funktioniert wie zuvor.",
        advice: "*Warten Sie eine Minute und öffnen Sie dann den Link in Ihrer Nachricht noch einmal.*",
        help: "Funktioniert es immer noch nicht?",
    },
};
