### Sendungen: wie weit sie sind, und was aus jeder Zustellung wurde.

sends-none = Es wurde noch nichts gesendet.
sends-caption = Sendungen, die neueste zuerst
sends-all = Alle Sendungen
sends-back = Zurück zur Sendung
sends-when = Wann
sends-state = Stand
sends-channel = Kanal
sends-recipients = Empfänger
sends-outcome = Was daraus wurde
sends-by = Veranlasst von
sends-by-system = Onramp selbst: Zeitplan oder direkter Aufruf
sends-by-you = Ihnen
sends-reminder = Erinnerung
sends-channel-email = E-Mail
sends-channel-sms = SMS

sends-state-running = Läuft
sends-state-paused = Angehalten
sends-state-finished = Fertig
sends-state-cancelled = Abgebrochen
sends-paused-by-administrator = Jemand aus der Verwaltung hat sie angehalten.
sends-paused-too-many-failures = Sie hat sich selbst angehalten: Zu viele Nachrichten wurden abgelehnt. Sehen Sie sich unten die Gründe an, beheben Sie die Ursache und setzen Sie die Sendung dann fort.
sends-paused-account-suspended = Sie hat sich selbst angehalten: Der Mail- oder SMS-Dienst hat das Konto gesperrt. Lassen Sie es freischalten und setzen Sie die Sendung dann fort.
sends-paused-spend-limit-reached = Sie hat sich selbst angehalten: Das Monatslimit des Kontos für SMS ist ausgeschöpft. Lassen Sie es erhöhen und setzen Sie die Sendung dann fort.

sends-count-sent = { $count } gesendet
sends-count-skipped = { $count } übersprungen
sends-count-failed = { $count } fehlgeschlagen
sends-count-open = { $count } offen
sends-count-activated = { $count } aktiviert

sends-delivery-queued = Wartet
sends-delivery-sending = Wird gesendet
sends-delivery-sent = Gesendet
sends-delivery-skipped = Übersprungen
sends-delivery-failed = Fehlgeschlagen
sends-delivery-bounced = Zurückgekommen
sends-delivery-opened = Geöffnet
sends-delivery-activated = Aktiviert

sends-title-email = Sendung per E-Mail
sends-title-sms = Sendung per SMS
sends-title-reminder-email = Erinnerung per E-Mail
sends-title-reminder-sms = Erinnerung per SMS
sends-progress = Fortschritt
sends-done = { $done } von { $all } erledigt
sends-done-finding = { $count } erledigt; die Empfänger werden noch ermittelt
sends-done-nobody = Es gab niemanden, an den zu senden war.
sends-heard = Rückmeldungen zu den gesendeten
sends-started = Begonnen
sends-ended = Beendet
sends-rate = Tempo
sends-rate-second = { $count } pro Sekunde
sends-rate-minute = { $count } pro Minute
sends-rate-hour = { $count } pro Stunde
sends-left = Verbleibende Zeit
sends-left-moments = Weniger als eine Minute
sends-left-minutes = { $count ->
    [one] Etwa { $count } Minute
   *[other] Etwa { $count } Minuten
}
sends-left-hours = { $count ->
    [one] Etwa { $count } Stunde
   *[other] Etwa { $count } Stunden
}
sends-cost = Geschätzte Kosten bisher
sends-cost-email = { $count ->
    [one] { $amount } US-Dollar für { $count } E-Mail
   *[other] { $amount } US-Dollar für { $count } E-Mails
}
sends-cost-sms = { $count ->
    [one] { $amount } US-Dollar für { $count } SMS-Teil
   *[other] { $amount } US-Dollar für { $count } SMS-Teile
}
sends-limit-reached = Es passten mehr als eine Million. Diese Sendung geht an die erste Million; beginnen Sie für die übrigen eine weitere, sobald sie fertig ist.

sends-pause = Anhalten
sends-resume = Fortsetzen
sends-cancel = Abbrechen…
sends-cancel-title = Diese Sendung abbrechen?
sends-cancel-text = Wer noch keine Nachricht bekommen hat, bekommt auch keine mehr. Was schon unterwegs ist, bleibt unterwegs, und die Links darin gelten. Das lässt sich nicht rückgängig machen.
sends-cancel-do = Sendung abbrechen
sends-cancel-not = Weiterlaufen lassen
sends-said-running = Die Sendung läuft.
sends-said-paused = Die Sendung ist angehalten.
sends-said-finished = Die Sendung ist fertig.
sends-said-cancelled = Die Sendung ist abgebrochen.
sends-said-quarter = { $percent } Prozent erledigt.

flash-sends-paused = Die Sendung ist angehalten. Was in diesem Augenblick übergeben wurde, geht noch hinaus.
flash-sends-resumed = Die Sendung läuft weiter.
flash-sends-cancelled = Die Sendung ist abgebrochen.
flash-not-sends-cancelled = Es wurde nichts geändert: Jemand hat diese Sendung schon abgebrochen.
flash-not-sends-finished = Es wurde nichts geändert: Diese Sendung ist schon fertig.

sends-message = Nachricht
sends-search = An alle, auf die zutrifft
sends-lifetime = Links gelten
sends-lifetime-hours = { $count ->
    [one] { $count } Stunde
   *[other] { $count } Stunden
}
sends-lifetime-minutes = { $count ->
    [one] { $count } Minute
   *[other] { $count } Minuten
}
sends-subject = Betreff
sends-text = Text
sends-text-hint = So bekäme ihn eine erfundene Person; der Link darin führt nirgendwohin.

sends-reasons = Wer nicht erreicht wurde und warum
sends-reason = Grund
sends-show-failed = { $count ->
    [one] Die { $count } fehlgeschlagene anzeigen
   *[other] Die { $count } fehlgeschlagenen anzeigen
}
sends-show-bounced = { $count ->
    [one] Die { $count } zurückgekommene anzeigen
   *[other] Die { $count } zurückgekommenen anzeigen
}
sends-show-skipped = { $count ->
    [one] Die { $count } übersprungene anzeigen
   *[other] Die { $count } übersprungenen anzeigen
}
sends-again-failed = { $count ->
    [one] Erneut an { $count } fehlgeschlagene senden
   *[other] Erneut an { $count } fehlgeschlagene senden
}
sends-again-bounced = { $count ->
    [one] Erneut an { $count } zurückgekommene senden
   *[other] Erneut an { $count } zurückgekommene senden
}
sends-again-skipped = { $count ->
    [one] Erneut an { $count } übersprungene senden
   *[other] Erneut an { $count } übersprungene senden
}
sends-again-title-failed = Erneut an die fehlgeschlagenen senden?
sends-again-title-bounced = Erneut an die zurückgekommenen senden?
sends-again-title-skipped = Erneut an die übersprungenen senden?
sends-again-text = { $count ->
    [one] Eine neue Sendung geht an { $count } Empfänger, über denselben Kanal und mit derselben Nachricht.
   *[other] Eine neue Sendung geht an { $count } Empfänger, über denselben Kanal und mit derselben Nachricht.
}
sends-again-hint = Wer dann einen gültigen Link hat oder schon aktiviert hat, wird übersprungen.
sends-again-do = { $count ->
    [one] An { $count } Empfänger senden
   *[other] An { $count } Empfänger senden
}
sends-again-nobody = Hier ist niemand mehr, an den erneut zu senden wäre.
sends-again-too-many = Es sind mehr als { $count }: zu viele, um sie einzeln zu nennen. Senden Sie stattdessen an alle; wer einen gültigen Link hat, wird übersprungen.
flash-sends-again = { $count ->
    [one] Eine neue Sendung an { $count } Empfänger hat begonnen.
   *[other] Eine neue Sendung an { $count } Empfänger hat begonnen.
}

sends-deliveries = Zustellungen
sends-deliveries-caption = Zustellungen und was aus jeder wurde
sends-deliveries-none = Davon gibt es keine.
sends-filter = Anzeigen
sends-filter-all = Alle Zustellungen
sends-filter-do = Filtern
sends-username = Benutzername
sends-no-user = Nicht im Verzeichnis
sends-changed = Seit
sends-export = Für eine Tabelle
sends-export-text = Alle Zustellungen dieser Sendung mit Stand, Grund und Zeiten, als CSV.
sends-export-do = Als CSV herunterladen
sends-export-part = Teil { $part } von { $of }

sends-reason-already-activated = Das Telefon ist schon aktiviert.
sends-reason-not-mobile = Der Typ des Telefons ist nicht „Mobile“. Berichtigen Sie ihn auf der Seite des Benutzers.
sends-reason-platform-unknown = Die Plattform des Telefons ist nicht bekannt. Wählen Sie eine auf der Seite des Benutzers.
sends-reason-no-user = Das Telefon gehört zu keinem Benutzer.
sends-reason-user-not-active = Der Benutzer ist nicht aktiv.
sends-reason-no-email = Der Benutzer hat keine E-Mail-Adresse.
sends-reason-no-number = Das Telefon hat keine Nummer.
sends-reason-phone-not-found = Das Telefon ist nicht mehr im Verzeichnis.
sends-reason-live-link = Das Telefon hat schon einen gültigen Link; ein weiterer kann gesendet werden, sobald er abgelaufen ist.
sends-reason-link-expired = Der Link lief ab oder wurde ersetzt, bevor die Nachricht übergeben werden konnte. Senden Sie erneut.
sends-reason-message-too-long = Mit dem Namen dieses Empfängers braucht die SMS mehr als drei Teile. Kürzen Sie den Text.
sends-reason-address-refused = Der Mail-Dienst hat die Adresse abgelehnt. Prüfen Sie sie auf Tippfehler.
sends-reason-number-refused = Der SMS-Dienst hat die Nummer abgelehnt. Prüfen Sie sie auf Tippfehler.
sends-reason-opted-out = Wer die Nummer hat, will keine Nachrichten mehr. Nehmen Sie E-Mail oder übergeben Sie den Link persönlich.
sends-reason-spend-limit-reached = Das Monatslimit des Kontos für SMS ist ausgeschöpft. Lassen Sie es erhöhen und senden Sie dann erneut.
sends-reason-country-not-enabled = Der SMS-Dienst sendet nicht in das Land der Nummer. Lassen Sie das Land freischalten oder nehmen Sie E-Mail.
sends-reason-price-too-high = Eine SMS an die Nummer kostet mehr, als das Konto für eine erlaubt.
sends-reason-number-blocked = Die Nummer oder das Telefon ist für SMS gesperrt. Nehmen Sie E-Mail oder übergeben Sie den Link persönlich.
sends-reason-carrier-blocked = Der Netzbetreiber hat die SMS zurückgehalten, als Spam oder nach einer eigenen Regel.
sends-reason-unreachable = Das Telefon oder sein Netzbetreiber war nicht erreichbar. Senden Sie später erneut.
sends-reason-not-delivered = Der Netzbetreiber hat die SMS nicht zugestellt und nicht gesagt, warum.
sends-reason-message-rejected = Der Mail- oder SMS-Dienst hat die Nachricht selbst abgelehnt. Ändern Sie ihren Text.
sends-reason-sender-not-verified = Die Absenderadresse ist beim Mail-Dienst nicht bestätigt. Lassen Sie sie bestätigen und senden Sie dann erneut.
sends-reason-recipient-not-verified = Der Mail-Dienst ist noch im Probebetrieb und nimmt nur bestätigte Adressen an. Lassen Sie ihn freischalten und senden Sie dann erneut.
sends-reason-cancelled = Die Sendung wurde abgebrochen, bevor die Nachricht hinausging.
sends-reason-address-bounced = Frühere E-Mails an die Adresse kamen zurück. Ändern Sie die Adresse auf der Seite des Benutzers.
sends-reason-address-complained = Wer die Adresse hat, nannte frühere E-Mails unerwünscht. Nehmen Sie SMS oder übergeben Sie den Link persönlich.
sends-reason-bounced = Die Nachricht kam zurück: Das Postfach gibt es nicht, oder es nimmt von uns nichts an. Ändern Sie die Adresse auf der Seite des Benutzers.
sends-reason-bounced-for-now = Die Nachricht kam zurück: Das Postfach ist voll, oder sein Server war nicht erreichbar. Senden Sie später erneut.
sends-reason-suppressed = Der Mail-Dienst sendet nichts mehr an die Adresse. Ändern Sie sie auf der Seite des Benutzers.
sends-reason-complained = Wer die Nachricht bekam, nannte sie unerwünscht.
