//! Messages in German.

use super::{DefaultWording, Words};

pub(super) const WORDS: Words = Words {
    preheader: "Ein Tippen auf Ihrem Telefon genügt, bis {expires}.",
    automated: "Dies ist eine automatische Nachricht von *{org}*. Bitte antworten Sie nicht darauf.",
    questions: "Haben Sie Fragen, oder haben Sie diese Nachricht nicht erwartet? Wenden Sie sich an {support}.",
    button: "Dieses Telefon aktivieren",
    or_open: "Oder öffnen Sie auf dem Telefon diesen Link:",
    qr_alt: "QR-Code, der den obigen Link öffnet. Wenn Sie ihn nicht sehen, benutzen Sie den Link.",
    qr_caption: "Lesen Sie dies auf einem anderen Bildschirm? Scannen Sie den Code mit der Kamera des Telefons.",
    once: "Der Link funktioniert ein einziges Mal, bis *{expires}* ({lifetime} ab Versand). Er ist nur für Sie bestimmt: \
           Leiten Sie ihn nicht weiter.",
    to_activate: "Um Ihr Telefon zu aktivieren, öffnen Sie darauf diesen Link:",
    or_scan: "Oder scannen Sie den angehängten QR-Code mit der Kamera des Telefons.",
    first: DefaultWording {
        subject: "Aktivieren Sie Ihr Telefon für {org}",
        email: "Guten Tag {realname},\n\n\
                {org} schützt Ihr Konto {username} bei der Anmeldung mit einem zweiten Schritt, und Ihr Telefon ist dafür \
                noch nicht bereit. Es dauert nur eine Minute: Öffnen Sie diese Nachricht auf dem Telefon und drücken Sie \
                auf die Schaltfläche, oder scannen Sie den Code mit der Kamera des Telefons.",
        sms: "Bitte aktivieren Sie bis {expires} auf diesem Telefon die Anmeldung in zwei Schritten: {link}",
    },
    reminder: DefaultWording {
        subject: "Erinnerung: Aktivieren Sie Ihr Telefon für {org}",
        email: "Guten Tag {realname},\n\n\
                vor einigen Tagen haben wir Ihnen einen Link geschickt, mit dem Ihr Telefon zum zweiten Schritt wird, wenn \
                Sie sich als {username} anmelden. Er wurde nicht benutzt und ist abgelaufen; hier ist ein neuer. Es dauert \
                nur eine Minute: Öffnen Sie diese Nachricht auf dem Telefon und drücken Sie auf die Schaltfläche, oder \
                scannen Sie den Code mit der Kamera des Telefons.",
        sms: "Erinnerung: Bitte aktivieren Sie bis {expires} auf diesem Telefon die Anmeldung in zwei Schritten: {link}",
    },
    test: "[Test] ",
    sms_header: "{org} (automatisch): ",
    app_activation: "Um die Authenticator-App zu aktivieren, öffnen Sie diesen Link: <acturl>",
    app_installation: "Um die Authenticator-App zu installieren, öffnen Sie diesen Link: <insturl>",
};
