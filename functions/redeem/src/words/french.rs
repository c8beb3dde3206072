//! The pages in French. No-break spaces are written `\u{a0}`, so that they are seen here.

use super::{Activated, Invitation, Notice, Words};

pub(super) const WORDS: Words = Words {
    ask: "Adressez-vous à *{support}*.",
    invitation: Invitation {
        title: "Activez votre téléphone",
        intro: "Il deviendra la deuxième étape lors de votre connexion chez {org}. *Rien n’a encore changé.*",
        account: "Compte",
        phone: "Téléphone",
        until: "Ce lien fonctionne jusqu’au",
        here: "Je suis déjà sur ce téléphone",
        activate: "Activer ce téléphone",
        once: "Appuyez une seule fois, puis attendez la page suivante.",
        in_app: "Ouvrir dans l’application d’authentification",
        other: "Activer plutôt un autre téléphone\u{a0}? Afficher le code QR",
        scan: "Scannez ce code avec le téléphone que vous voulez activer",
        barcode: "Code QR du lien d’activation",
        or_open: "Ou ouvrez ce lien sur le téléphone à activer\u{a0}:",
        help: "Vous n’attendiez pas ce lien\u{a0}? Fermez simplement cette page. Un doute\u{a0}?",
        smartphone: "smartphone",
        ending: "{phone}, numéro se terminant par {digits}",
    },
    activated: Activated {
        title: "Votre téléphone est activé",
        text: "Il est désormais la deuxième étape pour *{account}* chez {org}. Il reste une chose à faire.",
        add: "Ajouter le compte à votre application d’authentification",
        shown_once: "*Faites-le maintenant\u{a0}: cette page ne s’affiche qu’une seule fois.* Ne la montrez à personne\u{a0}: \
                     quiconque connaît son contenu peut générer vos codes à usage unique.",
        nothing_happens: "Le bouton ne fait rien\u{a0}? Saisir la clé",
        by_hand: "Dans votre application d’authentification, ajoutez un compte manuellement\u{a0}: type *basé sur un \
                  compteur* (HOTP), 6 chiffres et cette clé\u{a0}:",
        help: "Un blocage à cette étape\u{a0}?",
    },
    already: Notice {
        title: "Le téléphone est déjà activé",
        heading: "Le téléphone est déjà activé",
        text: "Le téléphone pour *{account}* chez {org} a été activé le *{when}*.",
        advice: "Il n’y a plus rien à faire sur cette page.",
        help: "Le compte n’apparaît pas dans votre application d’authentification\u{a0}?",
    },
    not_you: "*Ce n’était pas vous\u{a0}?* Quelqu’un d’autre a peut-être utilisé votre lien. Signalez-le immédiatement à \
              {support}.",
    expired: Notice {
        title: "Ce lien a expiré",
        heading: "Ce lien a expiré",
        text: "Il fonctionnait jusqu’au *{when}*. Il n’a pas servi à activer le téléphone pour *{account}* chez {org}.",
        advice: "*Demandez un nouveau lien à {support}.* Il ne peut pas être renouvelé ici.",
        help: "Des questions\u{a0}?",
    },
    superseded: Notice {
        title: "Il existe un lien plus récent",
        heading: "Il existe un lien plus récent",
        text: "Depuis ce message, {org} a créé un autre lien pour activer le téléphone pour *{account}*. Seul le plus récent \
               fonctionne.",
        advice: "*Ouvrez le dernier message que vous avez reçu et utilisez le lien qu’il contient.*",
        help: "Vous ne trouvez pas de message plus récent\u{a0}?",
    },
    unknown: Notice {
        title: "Ce lien n’est pas connu",
        heading: "Ce lien n’est pas connu",
        text: "Une partie s’est peut-être perdue en route. Rien n’a changé.",
        advice: "*Rouvrez le message et appuyez sur le lien qu’il contient.* Si vous copiez le lien, copiez-le en entier, \
                 jusqu’au dernier caractère.",
        help: "Il n’est toujours pas connu\u{a0}?",
    },
    trouble: Notice {
        title: "Une erreur s’est produite",
        heading: "Une erreur s’est produite de notre côté",
        text: "Vous n’y êtes pour rien, et rien n’a changé\u{a0}: votre lien reste aussi valable qu’avant.",
        advice: "*Attendez une minute, puis rouvrez le lien de votre message.*",
        help: "Cela ne fonctionne toujours pas\u{a0}?",
    },
};
