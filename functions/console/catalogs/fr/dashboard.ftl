
### Le tableau de bord.

dashboard-title = Où en est l’activation
dashboard-ranges = Période
dashboard-range = { $days } derniers jours
dashboard-percent = { $percent } %
dashboard-of-sent = { $activated } activés sur { $sent } envoyés
dashboard-of-messages = { $percent } % des messages
dashboard-of-eligible = { $percent } % des possibles

dashboard-email = E-mail
dashboard-sms = SMS
dashboard-in-person = En personne
dashboard-eligible = Peuvent activer
dashboard-sent = Liens envoyés
dashboard-opened = Ouverts
dashboard-activated = Activés
dashboard-activated-by = Activés : { $way }
dashboard-left = Restent à activer
dashboard-unreached = Non joints
dashboard-failed = Refusés
dashboard-bounced = Revenus
dashboard-skipped = Écartés
dashboard-generic = Smartphone générique
dashboard-unknown = Inconnue

dashboard-day = Jour
dashboard-step = Étape
dashboard-count = Nombre
dashboard-way = Voie
dashboard-platform = Plateforme
dashboard-reason = Motif
dashboard-what = Ce qui s’est passé
dashboard-all = Tous
dashboard-share = Part
dashboard-share-sent = Activés sur envoyés

dashboard-empty-title = Rien n’a été compté ces jours-là
dashboard-empty-text = Dès que des liens seront envoyés ou remis, cette page montrera combien ont été ouverts, quels téléphones ont été activés et ce qui a échoué.
dashboard-see-table = Les chiffres sont dans le tableau.

dashboard-over-time = Activations au fil du temps
dashboard-over-time-text = { $activated } activations ces jours-là, { $most } le jour le plus chargé. Les chiffres sont dans le tableau.
dashboard-over-time-table = Activations par jour ; les jours sans événement sont omis
dashboard-by-day = Chiffres par jour
dashboard-funnel = Du possible à l’activé
dashboard-funnel-hint = Peuvent activer : les téléphones restants et ceux activés ces jours-là. Un téléphone peut recevoir plusieurs liens, et s’activer en scannant le code QR sans que la page soit ouverte.
dashboard-funnel-text = Sur { $eligible } téléphones qui pouvaient être activés, { $activated } l’ont été. Les chiffres sont dans le tableau.
dashboard-funnel-table = Étapes jusqu’au téléphone actif
dashboard-ways = Par canal
dashboard-ways-hint = Les liens montrés ou dits par quelqu’un, ou créés par une intégration, comptent comme remis en personne. L’ouverture de leur page n’est pas enregistrée.
dashboard-ways-table = Liens et activations par canal
dashboard-platforms = Téléphones activés par plateforme
dashboard-platforms-table = Téléphones activés par plateforme et par canal
dashboard-losses = Qui n’a pas été joint, et pourquoi
dashboard-losses-hint = Les messages refusés n’ont pas été envoyés. Ceux qui sont revenus ou ont été signalés comptent aussi comme envoyés. Écartés : il n’y avait rien à envoyer, ou aucun moyen de le faire.
dashboard-losses-table = Destinataires non joints, par motif
dashboard-kept = Les jours commencent à minuit UTC. Les chiffres sont conservés 400 jours.

