
send-title = Envoyer des liens d’activation
send-channels = Comment partent les liens
send-channel-email = Par e-mail
send-channel-sms = Par SMS
send-nobody-email = Toutes les personnes ayant un smartphone ou une tablette et joignables par e-mail ont activé.
send-nobody-sms = Toutes les personnes ayant un smartphone et joignables par SMS ont activé.
send-nobody-matches = Personne ne correspond. Modifiez ou effacez le filtre.
send-nobody-here = Personne ne correspond dans cette partie de la liste. Cherchez plus loin, à la page suivante.
send-nobody-behind = La liste se termine ici. Revenez à la première page.

send-filter = Restreindre la liste
send-filter-q = Recherche
send-filter-q-hint = Partie d’un identifiant, d’un nom, d’une adresse ou d’un numéro
send-filter-link = Lien
send-filter-link-any = Dans tout état
send-filter-link-never = Jamais envoyé
send-filter-link-expired = Expiré
send-filter-platform = Plateforme
send-filter-platform-any = Toute plateforme
send-filter-do = Filtrer
send-filter-clear = Effacer le filtre

send-why = Pourquoi quelqu’un n’est-il pas ici ?
send-why-name = Identifiant
send-why-do = Chercher
send-why-unknown = Il n’y a pas d’utilisateur avec cet identifiant ou cet alias. Vérifiez l’orthographe, ou créez l’utilisateur.
send-why-no-phone = Cet utilisateur n’a pas de téléphone. Attribuez-lui-en un d’abord.
send-why-status-bypass = Cet utilisateur est en contournement : il se connecte sans deuxième étape et ne reçoit pas de lien. Seuls les utilisateurs actifs en reçoivent.
send-why-status-disabled = Cet utilisateur est désactivé et ne reçoit pas de lien. Seuls les utilisateurs actifs en reçoivent.
send-why-status-locked-out = Cet utilisateur est bloqué après des échecs et ne reçoit pas de lien. Seuls les utilisateurs actifs en reçoivent.
send-why-phone-numbered = { $platform }, { $number }
send-why-phone-nameless = { $platform } sans numéro
send-why-listed = Figure dans cette liste.
send-why-show = Afficher
send-why-live = A un lien valable. Sélectionnable à nouveau à partir du
send-why-bounced = Figure dans cette liste, mais ne peut pas être sélectionné : un e-mail précédent est revenu. Changez l’adresse.
send-why-complained = Figure dans cette liste, mais ne peut pas être sélectionné : le titulaire de l’adresse a signalé un e-mail précédent comme indésirable.
send-why-under = Est partagé et figure dans cette liste sous { $name }.
send-why-already-activated = Est déjà activé.
send-why-not-mobile = Son type n’est pas « Mobile ». Les lignes fixes et les téléphones de type inconnu ne peuvent pas être activés.
send-why-platform-unknown = Sa plateforme est inconnue. Choisissez-en une, ou « Generic Smartphone ».
send-why-no-user = N’est attribué à aucun utilisateur.
send-why-user-not-active = Son utilisateur n’est pas actif.
send-why-no-email = Son utilisateur n’a pas d’adresse e-mail. Ajoutez-en une, ou envoyez par SMS.
send-why-no-number = N’a pas de numéro, comme une tablette. Envoyez par e-mail.

send-list-email = Utilisateurs joignables par e-mail qui n’ont pas encore activé
send-list-sms = Utilisateurs joignables par SMS qui n’ont pas encore activé
send-column-username = Identifiant
send-column-name = Nom
send-column-email = Adresse e-mail
send-column-sms = Numéro
send-column-platform = Plateforme
send-column-link = Lien
send-select-page = Tout sélectionner sur cette page
send-select-all = { $count ->
    [one] Sélectionner le seul qui correspond, sur toutes les pages
   *[other] Sélectionner les { $count } qui correspondent, sur toutes les pages
}
send-select-all-unknown = Sélectionner tous ceux qui correspondent, sur toutes les pages
send-elsewhere = { $count ->
    [one] { $count } utilisateur est sélectionné sur d’autres pages.
   *[other] { $count } utilisateurs sont sélectionnés sur d’autres pages.
}
send-elsewhere-forget = Les désélectionner
send-state-never = Jamais envoyé
send-state-expired = Expiré
send-state-live = Valable
send-state-live-from = Sélectionnable à partir du
send-state-bounced = Adresse en échec
send-state-bounced-hint = Changez d’abord l’adresse
send-state-complained = Refuse nos e-mails
send-state-complained-hint = Ne peut pas recevoir d’e-mail

send-message = Message
send-subject = Objet
send-text = Texte
send-fixed = Toujours au-dessus de votre texte
send-after-email = Le bouton, le lien, son code QR et sa durée de validité suivent d’eux-mêmes.
send-after-sms = Sans lien dans le texte, il est ajouté à la fin.
send-placeholders = Variables
send-placeholders-hint = Chacune représente ce qui correspond à l’utilisateur :
send-placeholder-realname = son nom
send-placeholder-username = son identifiant
send-placeholder-link = son lien d’activation
send-placeholder-expires = jusqu’à quand le lien est valable
send-placeholder-org = l’organisation
send-flaw-empty = Écrivez quelque chose : ce champ ne peut pas être vide.
send-flaw-too-long = Cela fait { $has } caractères. Le maximum est de { $most }.
send-flaw-control = Utilisez uniquement du texte simple, et une seule ligne pour l’objet.
send-flaw-unclosed = Une accolade {"{"} est ouverte et jamais fermée. Pour écrire une accolade, doublez-la.
send-flaw-unknown = La variable {"{"}{ $name }{"}"} n’existe pas. Utilisez l’une de celles ci-dessous ; pour écrire une accolade, doublez-la.
send-flaw-link = Un objet ne peut pas contenir le lien. Mettez-le dans le texte.
send-flaw-parts = Avec son en-tête et son lien, ce SMS fait { $has } parties. Le maximum est de { $most } : raccourcissez-le.
send-nobody-chosen = Sélectionnez au moins un utilisateur.
send-too-many = On peut sélectionner au plus { $most } utilisateurs un par un. Sélectionnez plutôt tous ceux qui correspondent.

send-preview = Aperçu
send-preview-as = L’afficher
send-view-light = Clair
send-view-dark = Sombre
send-view-phone = Sur un téléphone
send-view-text = En texte simple
send-preview-do = Afficher l’aperçu
send-preview-frame = Aperçu du message
send-preview-wrong = Il n’y a encore rien à afficher
send-preview-sample = Tel que le recevrait un utilisateur fictif. Le lien ne mène nulle part.
send-fact-parts = { $parts ->
    [one] { $parts } partie en { $encoding }
   *[other] { $parts } parties en { $encoding }
}
send-fact-parts-more = Des noms plus longs peuvent prendre plus de parties. Chaque partie est payante.
send-fact-ucs2 = Un caractère hors de l’alphabet de base réduit chaque partie à 70 caractères au lieu de 160.
send-fact-cost = { $count ->
    [one] Environ { $amount } dollars US pour { $count } message
   *[other] Environ { $amount } dollars US pour { $count } messages
}
send-fact-cost-each = Environ { $amount } dollars US par message

send-default-do = Enregistrer comme texte par défaut pour tous
send-default-saved = Enregistré : les nouveaux envois commencent par ce texte.

send-test = M’envoyer un test
send-test-email = Envoyer un test à { $address }
send-test-email-unknown = Votre fournisseur d’identité n’indique pas votre adresse : aucun test ne peut y être envoyé. Si elle vient d’être ajoutée, déconnectez-vous et reconnectez-vous.
send-test-number = Votre numéro
send-test-number-hint = Avec l’indicatif du pays, par exemple +14155552671
send-test-sms = Envoyer un SMS de test
send-test-sent = Le test est parti. Son lien ne mène nulle part.
send-test-soon = Un test a été envoyé il y a quelques secondes. Attendez un instant, puis réessayez.
send-test-refused = Le test n’a pas été accepté : { $reason }. Rien n’a été envoyé.
send-test-wrong-number = Ce numéro ne peut pas être composé. Écrivez-le avec l’indicatif du pays.
send-test-wrong-words = Le message présente des problèmes. Corrigez-les d’abord.

send-do-none-email = Envoyer l’e-mail aux utilisateurs sélectionnés
send-do-none-sms = Envoyer le SMS aux utilisateurs sélectionnés
send-do-email = { $count ->
    [one] Envoyer l’e-mail à { $count } utilisateur sélectionné
   *[other] Envoyer l’e-mail à { $count } utilisateurs sélectionnés
}
send-do-sms = { $count ->
    [one] Envoyer le SMS à { $count } utilisateur sélectionné
   *[other] Envoyer le SMS à { $count } utilisateurs sélectionnés
}
send-do-all-email = Envoyer l’e-mail à tous ceux qui correspondent
send-do-all-sms = Envoyer le SMS à tous ceux qui correspondent
send-asks-again = Une confirmation vous est demandée avant un envoi à tous, ou à plus de { $count }.
send-to-message = Modifier le message
send-again-warning = Cette page a déjà servi à un envoi. Vérifiez la sélection, puis envoyez-la comme nouvel envoi.

send-confirm-email = { $count ->
    [one] Envoyer l’e-mail à { $count } utilisateur ?
   *[other] Envoyer l’e-mail à { $count } utilisateurs ?
}
send-confirm-sms = { $count ->
    [one] Envoyer le SMS à { $count } utilisateur ?
   *[other] Envoyer le SMS à { $count } utilisateurs ?
}
send-confirm-all-email = Envoyer l’e-mail à tous ceux qui correspondent ?
send-confirm-all-sms = Envoyer le SMS à tous ceux qui correspondent ?
send-confirm-to = À
send-confirm-to-chosen = { $count ->
    [one] { $count } utilisateur sélectionné
   *[other] { $count } utilisateurs sélectionnés
}
send-confirm-to-all = { $count ->
    [one] toute la liste, { $count } utilisateur
   *[other] toute la liste, { $count } utilisateurs
}
send-confirm-to-filtered = tous ceux de la liste qui correspondent au filtre
send-confirm-skipped = Qui a alors un lien valable, ou n’est plus joignable, est laissé de côté et nommé avec la raison.
send-confirm-cost = Coût estimé
send-confirm-do-email = Envoyer les e-mails maintenant
send-confirm-do-sms = Envoyer les SMS maintenant
send-confirm-back = Retour au message
flash-send-started = L’envoi a commencé. Ses messages partent maintenant.
