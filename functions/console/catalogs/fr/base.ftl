### The console in French.

product = Onramp
skip = Aller au contenu
navigation = Navigation principale
help = Des questions ? Adressez-vous à { $support }.
language = Langue
language-choose = Choisir
number = { $count }

sign-out = Se déconnecter
sign-in-again = Se connecter
to-home = Vers l’accueil
signing-out = Déconnexion en cours
signing-out-text = Vous êtes déconnecté d’Onramp. Votre fournisseur d’identité en est informé aussi.
signing-out-on = Continuer
signed-out = Vous êtes déconnecté
signed-out-text = Vous pouvez fermer cette page ou vous reconnecter.

nav-home = Accueil
nav-users = Utilisateurs
nav-send = Envoyer des liens
nav-sends = Envois
nav-dashboard = Tableau de bord
nav-import = Importation
nav-log = Journal
nav-integrations = Intégrations
nav-settings = Paramètres

role-owner = Propriétaire
role-administrator = Administrateur
role-user-manager = Gestionnaire d’utilisateurs
role-help-desk = Assistance
role-read-only = Lecture seule

home-greeting = Bonjour, { $name }
home-left = { $count ->
    [one] { $count } utilisateur avec un smartphone ou une tablette n’a pas encore activé.
   *[other] { $count } utilisateurs avec un smartphone ou une tablette n’ont pas encore activé.
}
home-send = Envoyez-leur des liens d’activation.
home-signed-in = Vous travaillez pour { $org } en tant que { $role }, connecté depuis
home-none-left = Toutes les personnes ayant un smartphone ou une tablette ont activé.
home-by-email = Téléphones joignables par e-mail
home-by-sms = Téléphones joignables par SMS

flash-language = Cette console parle désormais français.

problems = { $count ->
    [one] Ce formulaire présente un problème
   *[other] Ce formulaire présente { $count } problèmes
}
pages = Pages de cette liste
pages-first = Première page
pages-next = Page suivante

stop-session-title = Votre session est terminée
stop-session-text = Reconnectez-vous, puis recommencez : votre demande n’a pas été exécutée.
stop-sign-in-title = Cette connexion n’a pas abouti
stop-sign-in-text = Rien ne s’est passé. Veuillez vous reconnecter ; si cette page revient, adressez-vous à { $support }.
stop-no-role-title = Vous ne pouvez pas utiliser cette console
stop-no-role-text = Vous êtes connecté, mais votre compte n’a pas de rôle ici. Demandez-en un à { $support }, puis déconnectez-vous et reconnectez-vous.
stop-forbidden-title = Votre rôle ne le permet pas
stop-forbidden-text = Rien n’a été modifié. Si vous en avez besoin pour votre travail, adressez-vous à { $support }.
stop-form-title = Ce formulaire n’a pas pu être accepté
stop-form-text = Il n’a pas été envoyé depuis une page de votre propre session, ou celle-ci a changé depuis. Rien n’a été modifié : revenez en arrière, rechargez la page et recommencez. Si ce n’est pas vous qui l’avez envoyé, signalez-le à { $support }.
stop-not-found-title = Cette page n’existe pas
stop-not-found-text = L’adresse est peut-être mal saisie, ou ce qui s’y trouvait n’est plus là.
stop-invalid-title = Cette demande n’a pas été comprise
stop-invalid-text = Rien n’a été modifié.
stop-conflict-title = Cela n’a pas pu être fait
stop-conflict-text = La situation a changé depuis le chargement de la page. Rien n’a été modifié : rechargez-la pour voir l’état actuel.
stop-unavailable-title = Indisponible pour le moment
stop-unavailable-text = Veuillez réessayer dans un instant. Si cette page persiste, adressez-vous à { $support }.

reason-already-activated = Téléphone déjà activé
reason-not-mobile = Le type n’est pas Mobile
reason-platform-unknown = Plateforme inconnue
reason-no-user = Téléphone sans utilisateur
reason-user-not-active = Utilisateur inactif
reason-no-email = Pas d’adresse e-mail
reason-no-number = Pas de numéro
reason-phone-not-found = Téléphone introuvable
reason-live-link = A un lien valide
reason-link-expired = Lien expiré avant l’envoi
reason-message-too-long = SMS trop long
reason-address-refused = Adresse refusée
reason-number-refused = Numéro refusé
reason-opted-out = S’est désabonné des SMS
reason-spend-limit-reached = Plafond mensuel de SMS atteint
reason-country-not-enabled = Pays non activé pour les SMS
reason-price-too-high = SMS trop cher
reason-number-blocked = Numéro ou téléphone bloqué pour les SMS
reason-carrier-blocked = Retenu par l’opérateur
reason-unreachable = Téléphone ou opérateur injoignable
reason-not-delivered = Non remis, motif inconnu
reason-message-rejected = Message rejeté
reason-sender-not-verified = Expéditeur non vérifié
reason-recipient-not-verified = Destinataire non vérifié (bac à sable)
reason-cancelled = Envoi annulé
reason-address-bounced = Un e-mail précédent est revenu
reason-address-complained = Un e-mail précédent a été signalé
reason-bounced = Boîte inexistante
reason-bounced-for-now = Boîte pleine ou injoignable
reason-suppressed = Bloqué par le service de messagerie
reason-complained = Signalé comme indésirable
