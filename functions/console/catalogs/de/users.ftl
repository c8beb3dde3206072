
## Das Verzeichnis

users-way = Sie sind hier
users-none = keine
users-search = Benutzer finden
users-search-hint = Ein ganzer Benutzername oder Alias, eine E-Mail-Adresse oder eine Telefonnummer.
users-search-hint-names = Ein ganzer Benutzername oder Alias.
users-search-do = Suchen
users-search-else = Das Verzeichnis wird nach ganzen Namen durchsucht. Teile eines Namens werden unter denen, die noch nicht aktiviert haben, auf der Seite „Links senden“ gefunden.
users-found = { $count ->
    [one] { $count } Benutzer gefunden.
   *[other] { $count } Benutzer gefunden.
}
users-found-table = Gefundene Benutzer
users-all = Alle Benutzer zeigen
users-phone-of-nobody = Es gibt ein Telefon mit dieser Nummer, aber niemand hat es. Ordnen Sie es auf der Seite eines Benutzers zu.
users-nobody = Es gibt noch keine Benutzer. Legen Sie einen an oder importieren Sie eine Datei.
users-no-more = Die Liste endet vor dieser Seite.
users-rows = Benutzer { $from } bis { $to } von { $count }, in keiner bestimmten Reihenfolge
users-previous = Vorige Seite
users-new = Neuer Benutzer
users-username = Benutzername
users-realname = Name
users-email = E-Mail-Adresse
users-language = Sprache der Nachrichten
users-status = Status
users-phones = Telefone
users-notes = Notizen
users-aliases = Aliasse
users-alias = Alias { $n }
users-details = Angaben
users-created-at = Angelegt
users-edit = Benutzer bearbeiten
users-delete = Benutzer löschen
users-create = Benutzer anlegen
users-save = Speichern
users-cancel = Abbrechen
users-back = Zurück zum Benutzer

users-username-hint = Womit sich der Benutzer anmeldet; niemand sonst darf ihn haben.
users-email-hint = Wohin Links per E-Mail gehen. Darf leer bleiben.
users-language-hint = E-Mail und SMS an die Person. Seiten hinter einem Link richten sich nach dem Browser.
users-language-organisation = Die der Organisation ({ $language })
users-status-hint = Nur aktive Benutzer erhalten Links.
users-notes-hint = Für Administratoren; höchstens 512 Zeichen.
users-aliases-hint = Andere Namen, mit denen sich der Benutzer anmeldet. Niemand sonst darf sie haben.

users-status-active = Aktiv
users-status-bypass = Ohne zweiten Faktor
users-status-disabled = Gesperrt
users-status-locked-out = Ausgesperrt
users-address-bounced = E-Mail kam zurück
users-address-complained = Beschwerde über E-Mail

users-wrong-username = Ein Benutzername oder Alias ist eine Zeile mit 1 bis 128 Zeichen.
users-wrong-realname = Ein Name ist eine Zeile mit höchstens 200 Zeichen.
users-wrong-email = Eine E-Mail-Adresse sieht aus wie name@example.org. Sie darf leer bleiben.
users-wrong-language = Die Sprache ist eine der Liste.
users-wrong-status = Der Status ist einer der Liste.
users-wrong-notes = Notizen sind höchstens 512 Zeichen lang, ohne Steuerzeichen.
users-wrong-same-name = Diesen Namen hat der Benutzer schon: Geben Sie einen anderen ein, oder nichts.
users-wrong-name-taken = Ein anderer Benutzer hat dies als Benutzernamen oder Alias.
users-wrong-number = Diese Nummer kann nicht gewählt werden. Schreiben Sie sie wie +49 171 2345678.
users-wrong-number-missing = Ein Festnetztelefon hat eine Nummer, ein Telefon mit Durchwahl auch: Geben Sie sie ein.
users-wrong-number-taken = Es gibt schon ein Telefon mit dieser Nummer. Damit auch dieser Benutzer es hat, ordnen Sie es auf seiner Seite zu.
users-wrong-number-unknown = Es gibt kein Telefon mit dieser Nummer. Fügen Sie es als neues hinzu.
users-wrong-extension = Eine Durchwahl besteht aus höchstens 16 Ziffern, *, # oder Kommas.
users-wrong-phone-name = Der Name eines Telefons ist eine Zeile mit höchstens 128 Zeichen.
users-wrong-type = Der Typ ist einer der Liste.
users-wrong-platform = Die Plattform ist eine der Liste.
users-wrong-full = Ein Benutzer hat höchstens 40 Telefone, ein Telefon höchstens 40 Benutzer: Entfernen Sie zuerst eines.
users-wrong-channel = Wählen Sie, wie der Link gesendet werden soll.

users-changed = Jemand anders war schneller
users-changed-text = Seit Sie dieses Formular geöffnet haben, hat jemand anders hier etwas geändert; von Ihnen wurde nichts gespeichert. Ihre Eingaben stehen noch hier: Speichern Sie erneut, wenn sie gelten sollen.
users-changed-now = Was inzwischen anders ist:

users-phone-number = Nummer
users-phone-number-hint = Mit Landesvorwahl, etwa +49 171 2345678. Ohne sie gilt die Nummer als eine von { $region }. Ein Tablet hat keine.
users-number-good = Wird als { $number } gespeichert.
users-phone-extension = Durchwahl
users-phone-extension-hint = Was nach der Nummer gewählt wird, falls nötig.
users-phone-name = Name des Telefons
users-phone-name-hint = Etwa „Diensthandy“; darf leer bleiben.
users-phone-type = Typ
users-phone-type-hint = Nur Mobiltelefone und Tablets können aktiviert werden.
users-phone-platform = Plattform
users-phone-platform-hint = „Beliebiges Smartphone“, wenn Sie sie nicht kennen: Bei der Aktivierung wird daraus, was das Gerät von sich sagt. Ein Telefon mit unbekannter Plattform erhält keinen Link.
users-type-mobile = Mobiltelefon oder Tablet
users-type-landline = Festnetz
users-type-unknown = Unbekannt
users-platform-generic = Beliebiges Smartphone
users-platform-unknown = Unbekannt
users-phone-tablet = Tablet
users-extended = { $number }, Durchwahl { $extension }
users-no-phones = Dieser Benutzer hat keine Telefone.
users-phone-new = Telefon hinzufügen
users-phone-create = Telefon hinzufügen
users-phone-edit = Telefon bearbeiten
users-others = Auch das Telefon von
users-times-sent = Gesendete Links

users-phone-active = Aktiviert
users-phone-ineligible = Nicht aktivierbar
users-phone-live = Link gilt
users-phone-expired = Link abgelaufen
users-phone-no-link = Nicht aktiviert
users-active-since = Aktiviert
users-link-until = Link läuft ab
users-link-ran-out = Link abgelaufen
users-link-made = Link erstellt
users-why = Warum

users-attach = Vorhandenes Telefon zuordnen
users-attach-text = Ein Telefon kann mehrere Benutzer haben. Es wird anhand seiner Nummer gefunden.
users-attach-do = Telefon zuordnen

users-about = Betrifft
users-delete-text = Der Benutzer wird endgültig gelöscht, seine Links enden, und seine Telefone werden von ihm getrennt.
users-delete-phones = { $count ->
    [one] Auch das Telefon löschen, das niemand sonst hat
   *[other] Auch die { $count } Telefone löschen, die niemand sonst hat
}
users-delete-do = Benutzer löschen
users-phone-delete = Telefon löschen
users-phone-delete-text = Das Telefon wird endgültig gelöscht, für alle seine Benutzer, und sein Link endet.
users-phone-delete-do = Telefon löschen
users-detach = Telefon trennen
users-detach-text = Der Benutzer hat dieses Telefon dann nicht mehr, und sein Link endet. Das Telefon selbst bleibt erhalten.
users-detach-do = Telefon trennen
users-deactivate = Telefon deaktivieren
users-deactivate-text = Was der Authenticator auf diesem Telefon zeigt, gilt nicht mehr. Danach kann das Telefon neu aktiviert werden: Zeigen Sie seinen QR-Code oder senden Sie einen Link.
users-deactivate-do = Telefon deaktivieren

users-qr = QR-Code
users-qr-show = QR-Code zeigen
users-qr-scan = Mit der Authenticator-App scannen
users-qr-person = Zeigen Sie dies der Person, deren Telefon es ist, und niemandem sonst.
users-qr-alt = QR-Code für die Authenticator-App
users-qr-alt-link = QR-Code mit dem Link
users-qr-camera = QR-Code für jede Kamera
users-qr-link = Dasselbe als Link
users-copy = Link kopieren
users-copied = Kopiert.
users-qr-none = Dieses Telefon hat keinen gültigen Link.
users-qr-hidden = Dieses Telefon hat einen gültigen Link, der nicht mehr gezeigt werden kann. Er kann ersetzt werden.
users-qr-make-text = Ein neuer Link gilt 24 Stunden und kann einmal verwendet werden.
users-qr-make = QR-Code erstellen
users-qr-replace = Einen neuen erstellen
users-qr-replace-text = Der Link oben oder ein früher gesendeter gilt dann sofort nicht mehr.
users-qr-replace-do = Link ersetzen
users-no-link-because = Dieses Telefon kann keinen Link erhalten: { $why }.

users-send = Einen Link senden
users-send-how = Senden per
users-send-live = Dieses Telefon hat einen gültigen Link. Ein weiterer kann gesendet werden, sobald er abgelaufen ist; zeigen Sie bis dahin seinen QR-Code oder ersetzen Sie ihn dort.
users-send-text = Gesendet wird die Standardnachricht der Organisation. Was daraus wird, sehen Sie auf der nächsten Seite.
users-send-do = Link senden

users-history = Links und Zustellungen
users-history-caption = Die letzten 20, neueste zuerst; mindestens 30 Tage aufbewahrt
users-history-none = Für diese Telefone wurde in letzter Zeit kein Link erstellt.
users-history-at = Wann
users-history-phone = Telefon
users-history-how = Wie
users-history-link = Link
users-history-delivery = Zustellung
users-by-email = E-Mail
users-by-sms = SMS
users-by-send = Sendung
users-in-person = Persönlich
users-link-live = Gültig
users-link-expired = Abgelaufen
users-link-replaced = Ersetzt
users-link-used = Verwendet
users-link-replaced-at = Ersetzt
users-link-used-at = Verwendet
users-delivery-queued = Wartet
users-delivery-sending = Wird gesendet
users-delivery-sent = Gesendet
users-delivery-skipped = Übergangen
users-delivery-failed = Fehlgeschlagen
users-delivery-bounced = Zurückgekommen
users-delivery-opened = Geöffnet
users-delivery-activated = Aktiviert


flash-users-created = Der Benutzer wurde angelegt.
flash-users-saved = Der Benutzer wurde gespeichert.
flash-users-deleted = Der Benutzer wurde gelöscht.
flash-users-phone-created = Das Telefon wurde hinzugefügt.
flash-users-phone-saved = Das Telefon wurde gespeichert.
flash-users-phone-deleted = Das Telefon wurde gelöscht.
flash-users-attached = Das Telefon wurde zugeordnet.
flash-users-detached = Das Telefon wurde getrennt.
flash-users-deactivated = Das Telefon wurde deaktiviert. Es kann neu aktiviert werden.
flash-users-linked = Der Link wurde erstellt.
flash-not-users-linked = Es wurde kein Link erstellt: Das Telefon hat seit eben einen gültigen. Hier ist er.
