### Envois : où ils en sont, et ce qu’est devenue chaque remise.

sends-none = Rien n’a encore été envoyé.
sends-caption = Envois, du plus récent au plus ancien
sends-all = Tous les envois
sends-back = Retour à l’envoi
sends-when = Quand
sends-state = État
sends-channel = Canal
sends-recipients = Destinataires
sends-outcome = Résultat
sends-by = Demandé par
sends-by-system = Onramp lui-même : horaire ou appel direct
sends-by-you = Vous
sends-reminder = Rappel
sends-channel-email = E-mail
sends-channel-sms = SMS

sends-state-running = En cours
sends-state-paused = En pause
sends-state-finished = Terminé
sends-state-cancelled = Annulé
sends-paused-by-administrator = Un administrateur l’a mis en pause.
sends-paused-too-many-failures = Il s’est mis en pause : trop de ses messages ont été refusés. Voyez les motifs ci-dessous, remédiez à la cause, puis reprenez-le.
sends-paused-account-suspended = Il s’est mis en pause : le service d’e-mail ou de SMS a suspendu le compte. Faites-le rétablir, puis reprenez l’envoi.
sends-paused-spend-limit-reached = Il s’est mis en pause : la limite mensuelle du compte pour les SMS est épuisée. Faites-la relever, puis reprenez l’envoi.

sends-count-sent = { $count ->
    [one] { $count } envoyé
   *[other] { $count } envoyés
}
sends-count-skipped = { $count ->
    [one] { $count } ignoré
   *[other] { $count } ignorés
}
sends-count-failed = { $count ->
    [one] { $count } échoué
   *[other] { $count } échoués
}
sends-count-open = { $count } en attente
sends-count-activated = { $count ->
    [one] { $count } activé
   *[other] { $count } activés
}

sends-delivery-queued = En attente
sends-delivery-sending = Envoi en cours
sends-delivery-sent = Envoyé
sends-delivery-skipped = Ignoré
sends-delivery-failed = Échoué
sends-delivery-bounced = Revenu
sends-delivery-opened = Ouvert
sends-delivery-activated = Activé

sends-title-email = Envoi par e-mail
sends-title-sms = Envoi par SMS
sends-title-reminder-email = Rappel par e-mail
sends-title-reminder-sms = Rappel par SMS
sends-progress = Avancement
sends-done = { $done } sur { $all } traités
sends-done-finding = { $count ->
    [one] { $count } traité ; la recherche des destinataires continue
   *[other] { $count } traités ; la recherche des destinataires continue
}
sends-done-nobody = Il n’y avait personne à qui envoyer.
sends-heard = Retours sur les messages envoyés
sends-started = Début
sends-ended = Fin
sends-rate = Cadence
sends-rate-second = { $count } par seconde
sends-rate-minute = { $count } par minute
sends-rate-hour = { $count } par heure
sends-left = Temps restant
sends-left-moments = Moins d’une minute
sends-left-minutes = { $count ->
    [one] Environ { $count } minute
   *[other] Environ { $count } minutes
}
sends-left-hours = { $count ->
    [one] Environ { $count } heure
   *[other] Environ { $count } heures
}
sends-cost = Coût estimé à ce jour
sends-cost-email = { $count ->
    [one] { $amount } dollars américains pour { $count } e-mail
   *[other] { $amount } dollars américains pour { $count } e-mails
}
sends-cost-sms = { $count ->
    [one] { $amount } dollars américains pour { $count } partie de SMS
   *[other] { $amount } dollars américains pour { $count } parties de SMS
}
sends-limit-reached = Plus d’un million correspondaient. Cet envoi va au premier million ; lancez-en un autre pour le reste une fois qu’il est terminé.

sends-pause = Mettre en pause
sends-resume = Reprendre
sends-cancel = Annuler…
sends-cancel-title = Annuler cet envoi ?
sends-cancel-text = Les personnes à qui aucun message n’est encore parti n’en recevront pas. Les messages partis le restent, et leurs liens fonctionnent. C’est irréversible.
sends-cancel-do = Annuler l’envoi
sends-cancel-not = Le laisser continuer
sends-said-running = L’envoi est en cours.
sends-said-paused = L’envoi est en pause.
sends-said-finished = L’envoi est terminé.
sends-said-cancelled = L’envoi est annulé.
sends-said-quarter = { $percent } pour cent traités.

flash-sends-paused = L’envoi est en pause. Ce qui partait à cet instant part encore.
flash-sends-resumed = L’envoi continue.
flash-sends-cancelled = L’envoi est annulé.
flash-not-sends-cancelled = Rien n’a été modifié : quelqu’un a déjà annulé cet envoi.
flash-not-sends-finished = Rien n’a été modifié : cet envoi est déjà terminé.

sends-message = Message
sends-search = À tous ceux qui correspondent à
sends-lifetime = Durée de vie des liens
sends-lifetime-hours = { $count ->
    [one] { $count } heure
   *[other] { $count } heures
}
sends-lifetime-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
sends-subject = Objet
sends-text = Texte
sends-text-hint = Tel que le recevrait une personne fictive ; son lien ne mène nulle part.

sends-reasons = Qui n’a pas été atteint, et pourquoi
sends-reason = Motif
sends-show-failed = { $count ->
    [one] Afficher { $count } échec
   *[other] Afficher { $count } échecs
}
sends-show-bounced = { $count ->
    [one] Afficher { $count } message revenu
   *[other] Afficher { $count } messages revenus
}
sends-show-skipped = { $count ->
    [one] Afficher { $count } destinataire ignoré
   *[other] Afficher { $count } destinataires ignorés
}
sends-again-failed = { $count ->
    [one] Renvoyer après { $count } échec
   *[other] Renvoyer après { $count } échecs
}
sends-again-bounced = { $count ->
    [one] Renvoyer { $count } message revenu
   *[other] Renvoyer { $count } messages revenus
}
sends-again-skipped = { $count ->
    [one] Renvoyer à { $count } destinataire ignoré
   *[other] Renvoyer à { $count } destinataires ignorés
}
sends-again-title-failed = Renvoyer aux destinataires en échec ?
sends-again-title-bounced = Renvoyer aux destinataires dont le message est revenu ?
sends-again-title-skipped = Renvoyer aux destinataires ignorés ?
sends-again-text = { $count ->
    [one] Un nouvel envoi va à { $count } destinataire, par le même canal et avec le même message.
   *[other] Un nouvel envoi va à { $count } destinataires, par le même canal et avec le même message.
}
sends-again-hint = Les personnes qui ont alors un lien valable ou qui ont déjà activé sont ignorées.
sends-again-do = { $count ->
    [one] Envoyer à { $count } destinataire
   *[other] Envoyer à { $count } destinataires
}
sends-again-nobody = Il n’y a plus personne ici à qui renvoyer.
sends-again-too-many = Il y en a plus de { $count } : trop pour les nommer un à un. Envoyez plutôt à tous ; les personnes qui ont un lien valable sont ignorées.
flash-sends-again = { $count ->
    [one] Un nouvel envoi à { $count } destinataire a commencé.
   *[other] Un nouvel envoi à { $count } destinataires a commencé.
}

sends-deliveries = Remises
sends-deliveries-caption = Remises, et ce qu’est devenue chacune
sends-deliveries-none = Il n’y en a aucune de ce genre.
sends-filter = Afficher
sends-filter-all = Toutes les remises
sends-filter-do = Filtrer
sends-username = Nom d’utilisateur
sends-no-user = Absent de l’annuaire
sends-changed = Depuis
sends-export = Pour un tableur
sends-export-text = Toutes les remises de cet envoi avec leur état, leur motif et leurs dates, en CSV.
sends-export-do = Télécharger en CSV
sends-export-part = Partie { $part } sur { $of }

sends-reason-already-activated = Le téléphone est déjà activé.
sends-reason-not-mobile = Le type du téléphone n’est pas « Mobile ». Corrigez-le sur la page de l’utilisateur.
sends-reason-platform-unknown = La plateforme du téléphone n’est pas connue. Choisissez-en une sur la page de l’utilisateur.
sends-reason-no-user = Le téléphone n’appartient à aucun utilisateur.
sends-reason-user-not-active = L’utilisateur n’est pas actif.
sends-reason-no-email = L’utilisateur n’a pas d’adresse e-mail.
sends-reason-no-number = Le téléphone n’a pas de numéro.
sends-reason-phone-not-found = Le téléphone n’est plus dans l’annuaire.
sends-reason-live-link = Le téléphone a déjà un lien valable ; un autre pourra être envoyé quand il aura expiré.
sends-reason-link-expired = Le lien a expiré ou a été remplacé avant que le message puisse être remis. Renvoyez-le.
sends-reason-message-too-long = Avec le nom de ce destinataire, le SMS prend plus de trois parties. Raccourcissez le texte.
sends-reason-address-refused = Le service d’e-mail a refusé l’adresse. Vérifiez qu’elle est bien saisie.
sends-reason-number-refused = Le service de SMS a refusé le numéro. Vérifiez qu’il est bien saisi.
sends-reason-opted-out = Le titulaire du numéro ne veut plus de messages. Passez par e-mail ou remettez le lien en personne.
sends-reason-spend-limit-reached = La limite mensuelle du compte pour les SMS est épuisée. Faites-la relever, puis renvoyez.
sends-reason-country-not-enabled = Le service de SMS n’envoie rien dans le pays du numéro. Faites activer ce pays ou passez par e-mail.
sends-reason-price-too-high = Un SMS à ce numéro coûte plus que le compte ne le permet.
sends-reason-number-blocked = Le numéro ou le téléphone est bloqué pour les SMS. Passez par e-mail ou remettez le lien en personne.
sends-reason-carrier-blocked = L’opérateur a retenu le SMS, comme indésirable ou selon une règle à lui.
sends-reason-unreachable = Le téléphone ou son opérateur était injoignable. Renvoyez plus tard.
sends-reason-not-delivered = L’opérateur n’a pas remis le SMS et n’a pas dit pourquoi.
sends-reason-message-rejected = Le service d’e-mail ou de SMS a rejeté le message lui-même. Modifiez son texte.
sends-reason-sender-not-verified = L’adresse de l’expéditeur n’est pas vérifiée auprès du service d’e-mail. Faites-la vérifier, puis renvoyez.
sends-reason-recipient-not-verified = Le service d’e-mail est en mode d’essai, où il n’accepte que des adresses vérifiées. Faites-le sortir de ce mode, puis renvoyez.
sends-reason-cancelled = L’envoi a été annulé avant le départ du message.
sends-reason-address-bounced = Des e-mails précédents à cette adresse sont revenus. Changez l’adresse sur la page de l’utilisateur.
sends-reason-address-complained = Le titulaire de l’adresse a jugé des e-mails précédents indésirables. Passez par SMS ou remettez le lien en personne.
sends-reason-bounced = Le message est revenu : la boîte n’existe pas ou n’accepte rien de nous. Changez l’adresse sur la page de l’utilisateur.
sends-reason-bounced-for-now = Le message est revenu : la boîte est pleine ou son serveur était injoignable. Renvoyez plus tard.
sends-reason-suppressed = Le service d’e-mail n’envoie plus rien à cette adresse. Changez-la sur la page de l’utilisateur.
sends-reason-complained = Le destinataire a jugé le message indésirable.
