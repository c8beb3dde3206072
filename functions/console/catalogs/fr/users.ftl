
## L’annuaire

users-way = Vous êtes ici
users-none = aucun
users-search = Trouver un utilisateur
users-search-hint = Un nom d’utilisateur ou un alias entier, une adresse e-mail ou un numéro de téléphone.
users-search-hint-names = Un nom d’utilisateur ou un alias entier.
users-search-do = Rechercher
users-search-else = L’annuaire se recherche par noms entiers. Les parties d’un nom se trouvent, parmi ceux qui n’ont pas encore activé, sur la page « Envoyer des liens ».
users-found = { $count ->
    [one] { $count } utilisateur trouvé.
   *[other] { $count } utilisateurs trouvés.
}
users-found-table = Utilisateurs trouvés
users-all = Afficher tous les utilisateurs
users-phone-of-nobody = Un téléphone a ce numéro, mais il n’est à personne. Associez-le sur la page d’un utilisateur.
users-nobody = Il n’y a pas encore d’utilisateurs. Créez-en un ou importez un fichier.
users-no-more = La liste se termine avant cette page.
users-rows = Utilisateurs { $from } à { $to } sur { $count }, sans ordre particulier
users-previous = Page précédente
users-new = Nouvel utilisateur
users-username = Nom d’utilisateur
users-realname = Nom
users-email = Adresse e-mail
users-language = Langue des messages
users-status = Statut
users-phones = Téléphones
users-notes = Notes
users-aliases = Alias
users-alias = Alias { $n }
users-details = Détails
users-created-at = Créé
users-edit = Modifier l’utilisateur
users-delete = Supprimer l’utilisateur
users-create = Créer l’utilisateur
users-save = Enregistrer
users-cancel = Annuler
users-back = Retour à l’utilisateur

users-username-hint = Ce avec quoi l’utilisateur se connecte ; personne d’autre ne peut l’avoir.
users-email-hint = Où vont les liens par e-mail. Peut rester vide.
users-language-hint = E-mails et SMS à la personne. Les pages derrière un lien suivent le navigateur.
users-language-organisation = Celle de l’organisation ({ $language })
users-status-hint = Seuls les utilisateurs actifs reçoivent des liens.
users-notes-hint = Pour les administrateurs ; 512 caractères au plus.
users-aliases-hint = D’autres noms avec lesquels l’utilisateur se connecte. Personne d’autre ne peut les avoir.

users-status-active = Actif
users-status-bypass = Sans second facteur
users-status-disabled = Désactivé
users-status-locked-out = Verrouillé
users-address-bounced = E-mail revenu
users-address-complained = Plainte au sujet d’un e-mail

users-wrong-username = Un nom d’utilisateur ou un alias est une ligne de 1 à 128 caractères.
users-wrong-realname = Un nom est une ligne de 200 caractères au plus.
users-wrong-email = Une adresse e-mail ressemble à nom@example.org. Elle peut rester vide.
users-wrong-language = La langue est l’une de la liste.
users-wrong-status = Le statut est l’un de la liste.
users-wrong-notes = Les notes ont 512 caractères au plus, sans caractères de contrôle.
users-wrong-same-name = L’utilisateur a déjà ce nom : saisissez-en un autre, ou rien.
users-wrong-name-taken = Un autre utilisateur a ce nom d’utilisateur ou cet alias.
users-wrong-number = Ce numéro ne peut pas être composé. Écrivez-le comme +33 6 12 34 56 78.
users-wrong-number-missing = Un téléphone fixe a un numéro, un téléphone avec poste aussi : saisissez-le.
users-wrong-number-taken = Un téléphone a déjà ce numéro. Pour le donner aussi à cet utilisateur, associez-le sur sa page.
users-wrong-number-unknown = Aucun téléphone n’a ce numéro. Ajoutez-le comme nouveau.
users-wrong-extension = Un poste a au plus 16 chiffres, *, # ou virgules.
users-wrong-phone-name = Le nom d’un téléphone est une ligne de 128 caractères au plus.
users-wrong-type = Le type est l’un de la liste.
users-wrong-platform = La plateforme est l’une de la liste.
users-wrong-full = Un utilisateur a 40 téléphones au plus, et un téléphone 40 utilisateurs au plus : retirez-en un d’abord.
users-wrong-channel = Choisissez comment le lien doit être envoyé.

users-changed = Quelqu’un a été plus rapide
users-changed-text = Depuis que vous avez ouvert ce formulaire, quelqu’un d’autre a fait une modification, et rien de votre part n’a été enregistré. Ce que vous avez saisi est encore ici : enregistrez à nouveau si cela doit compter.
users-changed-now = Ce qui est différent à présent :

users-phone-number = Numéro
users-phone-number-hint = Avec l’indicatif du pays, tel que +33 6 12 34 56 78. Sans lui, le numéro est réputé de { $region }. Une tablette n’en a pas.
users-number-good = Sera conservé comme { $number }.
users-phone-extension = Poste
users-phone-extension-hint = Ce qui se compose après le numéro, le cas échéant.
users-phone-name = Nom du téléphone
users-phone-name-hint = Tel que « téléphone de service » ; peut rester vide.
users-phone-type = Type
users-phone-type-hint = Seuls les téléphones mobiles et les tablettes peuvent être activés.
users-phone-platform = Plateforme
users-phone-platform-hint = « Smartphone quelconque » si vous ne la connaissez pas : à l’activation, elle devient celle que l’appareil indique. Un téléphone de plateforme inconnue ne reçoit pas de lien.
users-type-mobile = Téléphone mobile ou tablette
users-type-landline = Ligne fixe
users-type-unknown = Inconnu
users-platform-generic = Smartphone quelconque
users-platform-unknown = Inconnue
users-phone-tablet = Tablette
users-extended = { $number }, poste { $extension }
users-no-phones = Cet utilisateur n’a pas de téléphone.
users-phone-new = Ajouter un téléphone
users-phone-create = Ajouter le téléphone
users-phone-edit = Modifier le téléphone
users-others = Aussi le téléphone de
users-times-sent = Liens envoyés

users-phone-active = Activé
users-phone-ineligible = Ne peut être activé
users-phone-live = Lien valable
users-phone-expired = Lien expiré
users-phone-no-link = Non activé
users-active-since = Activé
users-link-until = Le lien expire
users-link-ran-out = Lien expiré
users-link-made = Lien créé
users-why = Pourquoi

users-attach = Associer un téléphone existant
users-attach-text = Un téléphone peut avoir plusieurs utilisateurs. Il est trouvé par son numéro.
users-attach-do = Associer le téléphone

users-about = Concerne
users-delete-text = L’utilisateur est supprimé définitivement, ses liens prennent fin et ses téléphones sont dissociés.
users-delete-phones = { $count ->
    [one] Supprimer aussi le téléphone que personne d’autre n’a
   *[other] Supprimer aussi les { $count } téléphones que personne d’autre n’a
}
users-delete-do = Supprimer l’utilisateur
users-phone-delete = Supprimer le téléphone
users-phone-delete-text = Le téléphone est supprimé définitivement, pour tous ses utilisateurs, et son lien prend fin.
users-phone-delete-do = Supprimer le téléphone
users-detach = Dissocier le téléphone
users-detach-text = L’utilisateur n’a plus ce téléphone, et son lien prend fin. Le téléphone lui-même est conservé.
users-detach-do = Dissocier le téléphone
users-deactivate = Désactiver le téléphone
users-deactivate-text = Ce que l’authentificateur de ce téléphone affiche ne compte plus. Le téléphone peut ensuite être activé à nouveau : affichez son code QR ou envoyez un lien.
users-deactivate-do = Désactiver le téléphone

users-qr = Code QR
users-qr-show = Afficher le code QR
users-qr-scan = À scanner avec l’application d’authentification
users-qr-person = Montrez ceci à la personne à qui est le téléphone, et à personne d’autre.
users-qr-alt = Code QR pour l’application d’authentification
users-qr-alt-link = Code QR avec le lien
users-qr-camera = Code QR pour tout appareil photo
users-qr-link = La même chose comme lien
users-copy = Copier le lien
users-copied = Copié.
users-qr-none = Ce téléphone n’a pas de lien valable.
users-qr-hidden = Ce téléphone a un lien valable qui ne peut plus être affiché. Il peut être remplacé.
users-qr-make-text = Un nouveau lien est valable 24 heures et peut être utilisé une fois.
users-qr-make = Créer un code QR
users-qr-replace = En créer un nouveau
users-qr-replace-text = Le lien ci-dessus, ou un lien envoyé auparavant, cesse aussitôt de fonctionner.
users-qr-replace-do = Remplacer le lien
users-no-link-because = Ce téléphone ne peut pas recevoir de lien : { $why }.

users-send = Envoyer un lien
users-send-how = Envoyer par
users-send-live = Ce téléphone a un lien valable. Un autre peut être envoyé dès qu’il aura expiré ; d’ici là, affichez son code QR ou remplacez-le là-bas.
users-send-text = Le message par défaut de l’organisation est envoyé. Vous verrez ce qu’il devient à la page suivante.
users-send-do = Envoyer le lien

users-history = Liens et envois
users-history-caption = Les 20 derniers, les plus récents d’abord ; conservés au moins 30 jours
users-history-none = Aucun lien n’a été créé récemment pour ces téléphones.
users-history-at = Quand
users-history-phone = Téléphone
users-history-how = Comment
users-history-link = Lien
users-history-delivery = Remise
users-by-email = E-mail
users-by-sms = SMS
users-by-send = Envoi
users-in-person = En personne
users-link-live = Valable
users-link-expired = Expiré
users-link-replaced = Remplacé
users-link-used = Utilisé
users-link-replaced-at = Remplacé
users-link-used-at = Utilisé
users-delivery-queued = En attente
users-delivery-sending = En cours d’envoi
users-delivery-sent = Envoyé
users-delivery-skipped = Passé
users-delivery-failed = Échoué
users-delivery-bounced = Revenu
users-delivery-opened = Ouvert
users-delivery-activated = Activé


flash-users-created = L’utilisateur a été créé.
flash-users-saved = L’utilisateur a été enregistré.
flash-users-deleted = L’utilisateur a été supprimé.
flash-users-phone-created = Le téléphone a été ajouté.
flash-users-phone-saved = Le téléphone a été enregistré.
flash-users-phone-deleted = Le téléphone a été supprimé.
flash-users-attached = Le téléphone a été associé.
flash-users-detached = Le téléphone a été dissocié.
flash-users-deactivated = Le téléphone a été désactivé. Il peut être activé à nouveau.
flash-users-linked = Le lien a été créé.
flash-not-users-linked = Aucun lien n’a été créé : le téléphone en a un valable depuis un instant. Le voici.
