### The console in German.

product = Onramp
skip = Zum Inhalt springen
navigation = Hauptnavigation
help = Fragen? Wenden Sie sich an { $support }.
language = Sprache
language-choose = Wählen
number = { $count }

sign-out = Abmelden
sign-in-again = Anmelden
to-home = Zur Startseite
signing-out = Sie werden abgemeldet
signing-out-text = Sie sind von Onramp abgemeldet. Ihr Anmeldedienst wird ebenfalls benachrichtigt.
signing-out-on = Weiter
signed-out = Sie sind abgemeldet
signed-out-text = Sie können diese Seite jetzt schließen oder sich wieder anmelden.

nav-home = Startseite
nav-users = Benutzer
nav-send = Links senden
nav-sends = Sendungen
nav-dashboard = Übersicht in Zahlen
nav-import = Import
nav-log = Protokoll
nav-integrations = Integrationen
nav-settings = Einstellungen

role-owner = Inhaber
role-administrator = Administrator
role-user-manager = Benutzerverwalter
role-help-desk = Helpdesk
role-read-only = Nur lesen

home-greeting = Guten Tag, { $name }
home-left = { $count ->
    [one] { $count } Benutzer mit Smartphone oder Tablet hat noch nicht aktiviert.
   *[other] { $count } Benutzer mit Smartphone oder Tablet haben noch nicht aktiviert.
}
home-send = Senden Sie ihnen Aktivierungslinks.
home-signed-in = Sie arbeiten für { $org } als { $role }, angemeldet seit
home-none-left = Alle mit Smartphone oder Tablet haben aktiviert.
home-by-email = Per E-Mail erreichbare Telefone
home-by-sms = Per SMS erreichbare Telefone

flash-language = Diese Konsole spricht von nun an Deutsch.

problems = { $count ->
    [one] Mit diesem Formular gibt es ein Problem
   *[other] Mit diesem Formular gibt es { $count } Probleme
}
pages = Seiten dieser Liste
pages-first = Erste Seite
pages-next = Nächste Seite

stop-session-title = Ihre Sitzung ist beendet
stop-session-text = Melden Sie sich wieder an und wiederholen Sie dann Ihre Eingabe: Sie wurde nicht ausgeführt.
stop-sign-in-title = Diese Anmeldung hat nicht funktioniert
stop-sign-in-text = Es ist nichts geschehen. Bitte melden Sie sich erneut an; erscheint diese Seite wieder, wenden Sie sich an { $support }.
stop-no-role-title = Sie dürfen diese Konsole nicht benutzen
stop-no-role-text = Sie sind angemeldet, aber Ihr Konto hat hier keine Rolle. Bitten Sie { $support } um eine und melden Sie sich dann ab und wieder an.
stop-forbidden-title = Ihre Rolle darf das nicht
stop-forbidden-text = Es wurde nichts geändert. Wenn Sie es für Ihre Arbeit brauchen, wenden Sie sich an { $support }.
stop-form-title = Dieses Formular konnte nicht angenommen werden
stop-form-text = Es wurde nicht von einer Seite Ihrer eigenen Sitzung gesendet, oder die Sitzung hat sich seither geändert. Es wurde nichts geändert: Gehen Sie zurück, laden Sie die Seite neu und wiederholen Sie Ihre Eingabe. Wenn nicht Sie es gesendet haben, melden Sie es { $support }.
stop-not-found-title = Diese Seite gibt es nicht
stop-not-found-text = Vielleicht ist die Adresse falsch geschrieben, oder was hier war, ist nicht mehr da.
stop-invalid-title = Diese Anfrage war nicht verständlich
stop-invalid-text = Es wurde nichts geändert.
stop-conflict-title = Das war nicht möglich
stop-conflict-text = Der Stand ist nicht mehr der, den Sie geladen haben. Es wurde nichts geändert: Laden Sie die Seite neu, um den jetzigen zu sehen.
stop-unavailable-title = Zurzeit nicht verfügbar
stop-unavailable-text = Bitte versuchen Sie es gleich noch einmal. Bleibt diese Seite, wenden Sie sich an { $support }.

reason-already-activated = Telefon bereits aktiviert
reason-not-mobile = Telefontyp ist nicht Mobil
reason-platform-unknown = Plattform unbekannt
reason-no-user = Telefon ohne Benutzer
reason-user-not-active = Benutzer nicht aktiv
reason-no-email = Keine E-Mail-Adresse
reason-no-number = Keine Telefonnummer
reason-phone-not-found = Telefon nicht vorhanden
reason-live-link = Hat einen gültigen Link
reason-link-expired = Link lief vor dem Senden ab
reason-message-too-long = SMS zu lang
reason-address-refused = Adresse abgelehnt
reason-number-refused = Nummer abgelehnt
reason-opted-out = SMS abbestellt
reason-spend-limit-reached = Monatslimit für SMS erreicht
reason-country-not-enabled = Land nicht für SMS freigegeben
reason-price-too-high = SMS zu teuer
reason-number-blocked = Nummer oder Telefon für SMS gesperrt
reason-carrier-blocked = Vom Netzbetreiber zurückgehalten
reason-unreachable = Telefon oder Netz nicht erreichbar
reason-not-delivered = Nicht zugestellt, Grund unbekannt
reason-message-rejected = Nachricht abgewiesen
reason-sender-not-verified = Absender nicht bestätigt
reason-recipient-not-verified = Empfänger nicht bestätigt (Sandbox)
reason-cancelled = Sendung abgebrochen
reason-address-bounced = Frühere E-Mail kam zurück
reason-address-complained = Frühere E-Mail beanstandet
reason-bounced = Postfach nicht vorhanden
reason-bounced-for-now = Postfach voll oder nicht erreichbar
reason-suppressed = Vom Maildienst gesperrt
reason-complained = Als unerwünscht markiert
