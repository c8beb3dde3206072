import-title = Importer des personnes
import-intro = Ajoutez des utilisateurs et leurs téléphones à partir d’un fichier CSV. Vous verrez ce qu’il ferait avant que quoi que ce soit ne se passe.
import-file = Fichier
import-file-hint = CSV en UTF-8, { $megabytes } Mo et { $rows } lignes au plus. Les fichiers plus grands s’importent en ligne de commande (--import).
import-check = Vérifier le fichier
import-mine = Vos importations de la dernière journée
import-when = Envoyé
import-rows = Lignes
import-state = État
import-stage-checking = En cours de vérification
import-stage-checked = Attend votre confirmation
import-stage-importing = En cours d’importation
import-stage-done = Importé
import-how = À quoi ressemble le fichier
import-how-columns = La première ligne nomme les colonnes, dans n’importe quel ordre ; les autres colonnes sont ignorées.
import-sample = Télécharger un fichier d’exemple
import-how-username = Le nom avec lequel la personne se connecte : 128 caractères au plus. Un nom connu est modifié, un nouveau est créé.
import-how-realname = Le nom de la personne. Il peut manquer.
import-how-email = L’adresse de la personne. Sans adresse, elle n’est pas joignable par e-mail.
import-how-phone = Le numéro, de préférence avec + et l’indicatif du pays ; sans +, il est lu comme un numéro du pays { $region }. Une tablette n’en a pas.
import-how-type = Mobile, Landline ou Unknown. Seuls les téléphones mobiles et les tablettes (Mobile) peuvent être activés.
import-how-platform = Apple iOS, Google Android, Generic Smartphone, … ou Unknown. Ce qui est Unknown ne peut pas être activé.
import-how-language = Facultatif : en, de ou fr, la langue des messages à la personne. Vide, ou sans la colonne, elle reste telle quelle ; une nouvelle personne reçoit celle de l’organisation.
import-how-phones = Une personne avec deux téléphones a deux lignes qui diffèrent par le téléphone. Un numéro que deux personnes partagent est un seul téléphone, commun aux deux.
import-how-again = Importer à nouveau le même fichier ne change rien. Une importation ne supprime personne.
import-how-excel = Dans Excel, enregistrez en « CSV UTF-8 (délimité par des virgules) ». Les points-virgules et les tabulations entre les cellules sont lus aussi.

import-file-none = Choisissez d’abord un fichier.
import-file-empty = Ce fichier est vide. Choisissez-en un avec une ligne de noms de colonnes et une ligne par téléphone.
import-file-too-large = Ce fichier dépasse { $megabytes } Mo. Divisez-le ou importez-le en ligne de commande (--import).
import-file-not-text = Ce n’est pas un fichier CSV : c’est peut-être un classeur. Enregistrez-le en « CSV UTF-8 » et choisissez ce fichier-là.
import-file-encoding = La ligne { $line } n’est pas en UTF-8 ; les noms seraient altérés. Enregistrez le fichier en « CSV UTF-8 » et choisissez-le à nouveau.
import-file-no-heading = La première ligne ne nomme pas les colonnes. Elle doit être : username,realname,email,phone,type,platform
import-file-columns = Il manque ces colonnes dans la première ligne : { $columns }
import-file-no-rows = Ce fichier a des noms de colonnes, mais aucune ligne en dessous.
import-file-too-many = Ce fichier a plus de { $rows } lignes. Divisez-le ou importez-le en ligne de commande (--import).
import-file-long-row = Ce qui commence à la ligne { $line } est trop long. Il y manque peut-être un guillemet.

import-checking = Vérification du fichier
import-checking-text = Rien n’a été modifié. Vous pouvez fermer cette page et retrouver l’importation sur la page Importation.
import-importing = Importation en cours
import-importing-text = Vous pouvez fermer cette page et continuer plus tard depuis la page Importation. Ce qui a été repris reste.
import-progress = { $done } lignes sur { $rows }
import-continue = Continuer
import-stop = Arrêter ici
import-discard = Abandonner

import-checked = Ce que ce fichier ferait
import-not-yet = Rien n’a encore été modifié. Parcourez le résultat, puis importez-le ou abandonnez-le.
import-nothing = Il n’y a rien à importer : rien dans ce fichier n’est nouveau ou différent et ne pourrait être repris.
import-confirm = { $count ->
    [one] Importer { $count } ligne
   *[other] Importer { $count } lignes
}
import-done = Importation terminée
import-done-text = L’importation est terminée et figure dans le journal. Le fichier a été supprimé ici ; seules les lignes refusées sont gardées, un jour.
import-refused = Refusées
import-to-create = À créer
import-to-change = À modifier
import-unchanged = Inchangées
import-created = Créées
import-changed = Modifiées
import-show = Afficher
import-download = Télécharger les lignes refusées
import-another = Importer un autre fichier
import-forget = Supprimer cette importation
import-mend = Les lignes refusées ne sont pas reprises. Téléchargez-les, corrigez-les et importez ce fichier-là.
import-first = (les 100 premières)
import-line = Ligne
import-username = Nom d’utilisateur
import-column = Colonne
import-wrong = Ce qui ne va pas
import-right = Ce qui serait juste
import-what = Ce qui est nouveau ou différent
import-whole-row = toute la ligne

import-part-user = nouvel utilisateur
import-part-phone = nouveau téléphone
import-part-attached = partage un téléphone connu
import-part-realname = nom
import-part-email = e-mail
import-part-language = langue
import-part-type = type
import-part-platform = plateforme

flash-import-gone = L’importation a été supprimée ici, avec ses lignes.
flash-import-stopped = L’importation a été arrêtée. Ce qui avait été repris reste ; les nombres sont dans le journal.

import-reason = { $wrong } { $right }
import-why-empty = Il n’y a rien ici.
import-why-length = Ceci a { $number } caractères.
import-why-control = Ceci contient un caractère de contrôle ou un saut de ligne.
import-why-email = Ce n’est pas une adresse e-mail.
import-why-mailable = Rien ne peut être envoyé à cette adresse.
import-why-number = Ce n’est pas un numéro de téléphone.
import-why-dialled = Ce numéro ne peut pas être composé.
import-why-unknown = Cette valeur n’est pas connue.
import-why-language = Il n’y a pas de messages dans cette langue.
import-why-columns = { $number ->
    [one] La ligne a { $number } cellule.
   *[other] La ligne a { $number } cellules.
}
import-why-contradicts = La ligne { $number } a déjà ce nom d’utilisateur, avec un autre nom, une autre adresse ou une autre langue.
import-why-repeats = Ceci répète la ligne { $number }.
import-why-other-phone = La ligne { $number } a déjà ce numéro, avec un autre type ou une autre plateforme.
import-why-users = Le téléphone aurait plus de { $number } utilisateurs.
import-why-phones = L’utilisateur aurait plus de { $number } téléphones.
import-why-contended = Quelqu’un d’autre l’a modifié au même moment.
import-why-alias = C’est un autre nom d’une personne connue.
import-why-right-length = Écrivez de { $number } à { $other } caractères.
import-why-right-control = Écrivez une ligne de texte simple.
import-why-right-email = Écrivez une adresse comme name@example.org.
import-why-right-mailable = Écrivez une adresse ASCII de { $number } caractères au plus, comme name@example.org.
import-why-right-number = Écrivez un numéro comme +14155552671.
import-why-right-landline = Écrivez le numéro : une ligne fixe en a un.
import-why-right-language = Écrivez en, de ou fr, ou laissez vide.
import-why-right-one-of = Écrivez l’une de ces valeurs : { $values }.
import-why-right-columns = Il en faut { $number }, comme dans la première ligne.
import-why-right-contradicts = Utilisez chaque nom d’utilisateur pour une seule personne.
import-why-right-repeats = Inscrivez chaque personne une fois, ou une fois par téléphone.
import-why-right-other-phone = Indiquez à chaque fois la même chose pour un numéro.
import-why-right-fewer = Il en faut moins.
import-why-right-contended = Importez à nouveau cette ligne.
import-why-right-alias = Écrivez le nom avec lequel la personne se connecte.
