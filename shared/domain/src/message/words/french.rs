//! Messages in French. No-break spaces are written `\u{a0}`, so that they are seen here; SMS have an apostrophe of GSM-7.

use super::{DefaultWording, Words};

pub(super) const WORDS: Words = Words {
    preheader: "Une pression sur votre téléphone suffit, jusqu’au {expires}.",
    automated: "Ceci est un message automatique envoyé par *{org}*. Merci de ne pas y répondre.",
    questions: "Des questions, ou vous n’attendiez pas ce message\u{a0}? Adressez-vous à {support}.",
    button: "Activer ce téléphone",
    or_open: "Ou ouvrez ce lien sur le téléphone\u{a0}:",
    qr_alt: "Code QR qui ouvre le lien ci-dessus. S’il ne s’affiche pas, utilisez le lien.",
    qr_caption: "Vous lisez ce message sur un autre écran\u{a0}? Scannez le code avec l’appareil photo du téléphone.",
    once: "Le lien fonctionne une seule fois, jusqu’au *{expires}* ({lifetime} à compter de l’envoi). Il vous est strictement \
           personnel\u{a0}: ne le transférez pas.",
    to_activate: "Pour activer votre téléphone, ouvrez-y ce lien\u{a0}:",
    or_scan: "Ou scannez le code QR ci-joint avec l’appareil photo du téléphone.",
    first: DefaultWording {
        subject: "Activez votre téléphone pour {org}",
        email: "Bonjour {realname},\n\n\
                {org} protège votre compte {username} par une deuxième étape lors de la connexion, et votre téléphone n’est \
                pas encore prêt. Cela prend une minute\u{a0}: ouvrez ce message sur le téléphone et appuyez sur le bouton, \
                ou scannez le code avec l’appareil photo du téléphone.",
        sms: "Activez la connexion en deux étapes sur ce téléphone avant le {expires} : {link}",
    },
    reminder: DefaultWording {
        subject: "Rappel\u{a0}: activez votre téléphone pour {org}",
        email: "Bonjour {realname},\n\n\
                Il y a quelques jours, nous vous avons envoyé un lien pour faire de votre téléphone la deuxième étape de \
                votre connexion avec le compte {username}. Il n’a pas été utilisé et il a expiré\u{a0}; en voici un nouveau. \
                Cela prend une minute\u{a0}: ouvrez ce message sur le téléphone et appuyez sur le bouton, ou scannez le code \
                avec l’appareil photo du téléphone.",
        sms: "Rappel : activez la connexion en deux étapes sur ce téléphone avant le {expires} : {link}",
    },
    test: "[Test] ",
    sms_header: "{org} (message automatique) : ",
    app_activation: "Pour activer l'application d'authentification, ouvrez ce lien : <acturl>",
    app_installation: "Pour installer l'application d'authentification, ouvrez ce lien : <insturl>",
};
