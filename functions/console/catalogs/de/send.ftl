
send-title = Aktivierungslinks senden
send-channels = Wie die Links verschickt werden
send-channel-email = Per E-Mail
send-channel-sms = Per SMS
send-nobody-email = Alle mit Smartphone oder Tablet, die per E-Mail erreichbar sind, haben aktiviert.
send-nobody-sms = Alle mit Smartphone, die per SMS erreichbar sind, haben aktiviert.
send-nobody-matches = Niemand passt. Ändern oder löschen Sie den Filter.
send-nobody-here = In diesem Teil der Liste passt niemand. Suchen Sie auf der nächsten Seite weiter.
send-nobody-behind = Hier endet die Liste. Gehen Sie zurück zur ersten Seite.

send-filter = Liste eingrenzen
send-filter-q = Suche
send-filter-q-hint = Teil von Benutzername, Name, Adresse oder Nummer
send-filter-link = Link
send-filter-link-any = In jedem Zustand
send-filter-link-never = Nie gesendet
send-filter-link-expired = Abgelaufen
send-filter-platform = Plattform
send-filter-platform-any = Jede Plattform
send-filter-do = Filtern
send-filter-clear = Filter löschen

send-why = Warum steht jemand nicht hier?
send-why-name = Benutzername
send-why-do = Herausfinden
send-why-unknown = Es gibt keinen Benutzer mit diesem Benutzernamen oder Alias. Prüfen Sie die Schreibweise, oder legen Sie ihn an.
send-why-no-phone = Dieser Benutzer hat kein Telefon. Ordnen Sie ihm zuerst eines zu.
send-why-status-bypass = Dieser Benutzer ist auf Umgehung gestellt: Er meldet sich ohne zweiten Schritt an und bekommt keinen Link. Das tun nur aktive Benutzer.
send-why-status-disabled = Dieser Benutzer ist deaktiviert und bekommt keinen Link. Das tun nur aktive Benutzer.
send-why-status-locked-out = Dieser Benutzer ist nach Fehlversuchen gesperrt und bekommt keinen Link. Das tun nur aktive Benutzer.
send-why-phone-numbered = { $platform }, { $number }
send-why-phone-nameless = { $platform } ohne Nummer
send-why-listed = Steht in dieser Liste.
send-why-show = Zeigen
send-why-live = Hat einen gültigen Link. Wieder auswählbar ab
send-why-bounced = Steht in dieser Liste, ist aber nicht auswählbar: Eine frühere E-Mail an die Adresse kam zurück. Ändern Sie die Adresse.
send-why-complained = Steht in dieser Liste, ist aber nicht auswählbar: Wem die Adresse gehört, hat eine frühere E-Mail als unerwünscht gemeldet.
send-why-under = Wird geteilt und steht in dieser Liste unter { $name }.
send-why-already-activated = Ist schon aktiviert.
send-why-not-mobile = Der Typ ist nicht „Mobile“. Festnetztelefone und Telefone unbekannten Typs können nicht aktiviert werden.
send-why-platform-unknown = Die Plattform ist unbekannt. Wählen Sie eine oder „Generic Smartphone“.
send-why-no-user = Ist keinem Benutzer zugeordnet.
send-why-user-not-active = Der Benutzer ist nicht aktiv.
send-why-no-email = Der Benutzer hat keine E-Mail-Adresse. Tragen Sie eine ein, oder senden Sie per SMS.
send-why-no-number = Hat keine Nummer, wie ein Tablet. Senden Sie per E-Mail.

send-list-email = Benutzer, die per E-Mail erreichbar sind und noch nicht aktiviert haben
send-list-sms = Benutzer, die per SMS erreichbar sind und noch nicht aktiviert haben
send-column-username = Benutzername
send-column-name = Name
send-column-email = E-Mail-Adresse
send-column-sms = Nummer
send-column-platform = Plattform
send-column-link = Link
send-select-page = Alle auf dieser Seite auswählen
send-select-all = { $count ->
    [one] Den einen auswählen, der passt, auf allen Seiten
   *[other] Alle { $count } auswählen, die passen, auf allen Seiten
}
send-select-all-unknown = Alle auswählen, die passen, auf allen Seiten
send-elsewhere = { $count ->
    [one] { $count } Benutzer ist auf anderen Seiten ausgewählt.
   *[other] { $count } Benutzer sind auf anderen Seiten ausgewählt.
}
send-elsewhere-forget = Auswahl dort aufheben
send-state-never = Nie gesendet
send-state-expired = Abgelaufen
send-state-live = Gültig
send-state-live-from = Auswählbar ab
send-state-bounced = Adresse unzustellbar
send-state-bounced-hint = Zuerst die Adresse ändern
send-state-complained = Lehnt unsere E-Mail ab
send-state-complained-hint = Kann nicht angeschrieben werden

send-message = Nachricht
send-subject = Betreff
send-text = Text
send-fixed = Steht immer über Ihrem Text
send-after-email = Knopf, Link, QR-Code und Gültigkeit folgen von selbst.
send-after-sms = Ohne Link im Text wird er am Ende angefügt.
send-placeholders = Platzhalter
send-placeholders-hint = Jeder steht für das, was zum Benutzer passt:
send-placeholder-realname = sein Name
send-placeholder-username = sein Benutzername
send-placeholder-link = sein Aktivierungslink
send-placeholder-expires = bis wann der Link gilt
send-placeholder-org = die Organisation
send-flaw-empty = Schreiben Sie etwas: Dieses Feld darf nicht leer sein.
send-flaw-too-long = Das sind { $has } Zeichen. Möglich sind höchstens { $most }.
send-flaw-control = Verwenden Sie nur einfachen Text, im Betreff nur eine Zeile.
send-flaw-unclosed = Eine Klammer {"{"} wird geöffnet und nie geschlossen. Für eine Klammer im Text schreiben Sie sie doppelt.
send-flaw-unknown = Einen Platzhalter {"{"}{ $name }{"}"} gibt es nicht. Verwenden Sie einen der unten genannten; für eine Klammer im Text schreiben Sie sie doppelt.
send-flaw-link = Ein Betreff kann den Link nicht enthalten. Setzen Sie ihn in den Text.
send-flaw-parts = Mit Vorspann und Link sind das { $has } SMS-Teile. Möglich sind höchstens { $most }: Kürzen Sie den Text.
send-nobody-chosen = Wählen Sie mindestens einen Benutzer aus.
send-too-many = Einzeln lassen sich höchstens { $most } Benutzer auswählen. Wählen Sie stattdessen alle aus, die passen.

send-preview = Vorschau
send-preview-as = So zeigen
send-view-light = Hell
send-view-dark = Dunkel
send-view-phone = Auf dem Telefon
send-view-text = Als einfachen Text
send-preview-do = Vorschau zeigen
send-preview-frame = Vorschau der Nachricht
send-preview-wrong = Noch gibt es nichts zu zeigen
send-preview-sample = Wie ein erdachter Benutzer sie bekäme. Der Link führt nirgendwohin.
send-fact-parts = { $parts ->
    [one] { $parts } Teil in { $encoding }
   *[other] { $parts } Teile in { $encoding }
}
send-fact-parts-more = Längere Namen können mehr Teile brauchen. Jeder Teil wird bezahlt.
send-fact-ucs2 = Ein Zeichen außerhalb des Grundalphabets lässt jeden Teil nur 70 statt 160 Zeichen fassen.
send-fact-cost = { $count ->
    [one] Etwa { $amount } US-Dollar für { $count } Nachricht
   *[other] Etwa { $amount } US-Dollar für { $count } Nachrichten
}
send-fact-cost-each = Etwa { $amount } US-Dollar für jede Nachricht

send-default-do = Als Vorgabe für alle speichern
send-default-saved = Gespeichert: Neue Sendungen beginnen mit diesem Text.

send-test = Test an mich selbst senden
send-test-email = Test an { $address } senden
send-test-email-unknown = Ihr Anmeldedienst nennt Ihre Adresse nicht, daher kann kein Test dorthin gesendet werden. Wurde sie erst kürzlich eingetragen, melden Sie sich ab und wieder an.
send-test-number = Ihre Nummer
send-test-number-hint = Mit Ländervorwahl, etwa +14155552671
send-test-sms = Test-SMS senden
send-test-sent = Der Test ist unterwegs. Sein Link führt nirgendwohin.
send-test-soon = Erst vor Sekunden wurde ein Test gesendet. Warten Sie einen Augenblick und versuchen Sie es dann wieder.
send-test-refused = Der Test wurde nicht angenommen: { $reason }. Es wurde nichts gesendet.
send-test-wrong-number = Diese Nummer lässt sich nicht wählen. Schreiben Sie sie mit Ländervorwahl.
send-test-wrong-words = Mit der Nachricht gibt es Probleme. Beheben Sie sie zuerst.

send-do-none-email = E-Mail an die ausgewählten Benutzer senden
send-do-none-sms = SMS an die ausgewählten Benutzer senden
send-do-email = { $count ->
    [one] E-Mail an { $count } ausgewählten Benutzer senden
   *[other] E-Mail an { $count } ausgewählte Benutzer senden
}
send-do-sms = { $count ->
    [one] SMS an { $count } ausgewählten Benutzer senden
   *[other] SMS an { $count } ausgewählte Benutzer senden
}
send-do-all-email = E-Mail an alle senden, die passen
send-do-all-sms = SMS an alle senden, die passen
send-asks-again = Bevor etwas an alle oder an mehr als { $count } geht, werden Sie noch einmal gefragt.
send-to-message = Nachricht bearbeiten
send-again-warning = Von dieser Seite wurde schon gesendet. Prüfen Sie die Auswahl und senden Sie sie dann als neue Sendung.

send-confirm-email = { $count ->
    [one] E-Mail an { $count } Benutzer senden?
   *[other] E-Mail an { $count } Benutzer senden?
}
send-confirm-sms = { $count ->
    [one] SMS an { $count } Benutzer senden?
   *[other] SMS an { $count } Benutzer senden?
}
send-confirm-all-email = E-Mail an alle senden, die passen?
send-confirm-all-sms = SMS an alle senden, die passen?
send-confirm-to = An
send-confirm-to-chosen = { $count ->
    [one] { $count } ausgewählten Benutzer
   *[other] { $count } ausgewählte Benutzer
}
send-confirm-to-all = { $count ->
    [one] alle in der Liste, { $count } Benutzer
   *[other] alle in der Liste, { $count } Benutzer
}
send-confirm-to-filtered = alle in der Liste, auf die der Filter passt
send-confirm-skipped = Wer dann einen gültigen Link hat oder nicht mehr erreichbar ist, wird übergangen und mit dem Grund genannt.
send-confirm-cost = Geschätzte Kosten
send-confirm-do-email = E-Mails jetzt senden
send-confirm-do-sms = SMS jetzt senden
send-confirm-back = Zurück zur Nachricht
flash-send-started = Die Sendung hat begonnen. Ihre Nachrichten gehen jetzt hinaus.
