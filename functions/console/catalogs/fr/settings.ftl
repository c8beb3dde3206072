### Paramètres.

settings-intro = Ce qui reste vide vaut comme prévu lors du déploiement d’Onramp. Une modification atteint toutes les pages et tous les messages en une minute, et figure ensuite dans le journal.
settings-save = Enregistrer
settings-as-deployed = Comme prévu au déploiement
settings-conflict = Quelqu’un d’autre a modifié les paramètres entre-temps
settings-conflict-text = Rien de ce que vous avez saisi n’est encore enregistré. Ce qui a été enregistré entre-temps figure près des champs où vous avez saisi autre chose. Relisez, puis enregistrez de nouveau : ce qui se trouve alors dans les champs est retenu.
settings-other = Enregistré entre-temps :
settings-other-none = Entre-temps, ce champ a été enregistré vide.

settings-organisation = Organisation
settings-org = Nom de l’organisation
settings-org-hint = Les messages et les pages l’affichent. Au déploiement : { $deployed }
settings-support = À qui demander de l’aide
settings-support-hint = Une adresse, un numéro ou un lieu, que nomment les messages et les pages. Au déploiement : { $deployed }
settings-logo = Texte du logo
settings-logo-hint = Il figure en tête des e-mails et des pages où mènent les liens. Vide : le nom de l’organisation sur les pages, rien dans les e-mails.
settings-sender = Nom de l’expéditeur des e-mails
settings-sender-hint = Les logiciels de messagerie l’affichent. L’adresse fait partie du déploiement. Vide : le nom de l’organisation.

settings-messages = Messages par défaut
settings-messages-hint = Ils sont envoyés lorsqu’aucun autre texte n’est donné. Ces mots peuvent y figurer à la place de ce que chaque personne doit lire :
settings-own-words = Le texte d’Onramp
settings-email-subject = Objet des e-mails
settings-email-subject-hint = Une ligne sans lien. Vide : { $own }
settings-email-message = Texte des e-mails
settings-message-hint = Du texte simple. Un lien qui manque est ajouté à la fin. Vide : le texte d’Onramp.
settings-sms-message = Texte des SMS
settings-sms-hint = Court : avec l’en-tête et le lien, un SMS compte trois parties au plus. Vide : le texte d’Onramp.

settings-links = Liens
settings-email-lifetime = Durée de validité d’un lien envoyé par e-mail
settings-sms-lifetime = Durée de validité d’un lien envoyé par SMS
settings-lifetime-hint = D’une minute à 30 jours, pour les liens envoyés à partir de maintenant. Au déploiement : { $deployed }
settings-lifetime-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
settings-lifetime-hours = { $count ->
    [one] { $count } heure
   *[other] { $count } heures
}
settings-lifetime-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
settings-unit = Unité
settings-minutes = minutes
settings-hours = heures
settings-days = jours
settings-qr = Code QR des e-mails
settings-qr-link = Il ouvre le lien
settings-qr-link-hint = L’appareil photo de tout téléphone ouvre la page d’activation, que l’application d’authentification soit installée ou non.
settings-qr-app = Il s’adresse à l’application d’authentification
settings-qr-app-hint = Seul le lecteur de l’application d’authentification le comprend. Elle doit être installée avant la lecture.
settings-region = Pays des numéros sans indicatif
settings-region-hint = Deux lettres d’ISO 3166, comme US ou DE, pour les numéros saisis ou importés à partir de maintenant. Au déploiement : { $deployed }

settings-reminders = Rappels
settings-reminders-none = Personne n’est relancé.
settings-reminders-rule = { $days } jours après le premier message, { $most } au plus, entre { $hours } heures ({ $zone }).
settings-reminders-off = Désactivés
settings-reminders-off-hint = Personne n’est relancé, même pour les liens déjà envoyés.
settings-reminders-on = Selon une règle propre
settings-reminders-on-hint = Qui n’a pas utilisé son lien d’ici là en reçoit un nouveau.
settings-reminder-days = Jours après le premier message
settings-reminder-days-hint = Jusqu’à dix nombres entiers de 1 à 90, croissants, comme 2,10
settings-reminder-most = Rappels au plus
settings-reminder-most-hint = De 0 à 10 par message
settings-reminder-hours = Heures du jour
settings-reminder-hours-hint = Deux heures pleines entre lesquelles partent les rappels, comme 9-18
settings-reminder-zone = Fuseau de ces heures
settings-reminder-zone-hint = Un nom de la liste IANA, comme Europe/Berlin

settings-wrong-org = Le nom de l’organisation tient sur une ligne de 60 caractères au plus.
settings-wrong-support = À qui demander tient sur une ligne de 100 caractères au plus.
settings-wrong-logo = Le texte du logo tient sur une ligne de 60 caractères au plus.
settings-wrong-sender = Le nom de l’expéditeur tient sur une ligne de 60 caractères au plus.
settings-wrong-email-subject = L’objet des e-mails tient sur une ligne de 150 caractères au plus, sans lien, sans autres noms entre accolades que ceux indiqués.
settings-wrong-email-message = Le texte des e-mails compte 5 000 caractères au plus, sans autres noms entre accolades que ceux indiqués.
settings-wrong-sms-message = Le texte des SMS est trop long pour trois parties, ou contient d’autres noms entre accolades que ceux indiqués.
settings-wrong-email-lifetime = La durée de validité d’un lien envoyé par e-mail est un nombre entier, d’une minute à 30 jours.
settings-wrong-sms-lifetime = La durée de validité d’un lien envoyé par SMS est un nombre entier, d’une minute à 30 jours.
settings-wrong-email-qr = Choisissez ce que fait le code QR des e-mails.
settings-wrong-region = Le pays s’écrit en deux lettres d’ISO 3166, comme US ou DE.
settings-wrong-reminders = Choisissez si l’on relance les personnes.
settings-wrong-days = Les jours sont jusqu’à dix nombres entiers de 1 à 90, croissants, comme 2,10.
settings-wrong-most = Le nombre de rappels va de 0 à 10.
settings-wrong-hours = Les heures sont deux heures pleines, la première avant la seconde, comme 9-18.
settings-wrong-zone = Le fuseau est un nom de la liste IANA, comme Europe/Berlin.

flash-settings-saved = Les paramètres sont enregistrés.
flash-settings-unchanged = Il n’y avait rien à modifier.
