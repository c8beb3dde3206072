### Einstellungen.

settings-intro = Was leer bleibt, gilt so, wie es bei der Einrichtung von Onramp festgelegt wurde. Eine Änderung erreicht alle Seiten und Nachrichten binnen einer Minute und steht danach im Protokoll.
settings-save = Speichern
settings-as-deployed = Wie eingerichtet
settings-conflict = Jemand anderes hat die Einstellungen inzwischen geändert
settings-conflict-text = Von Ihnen ist noch nichts gespeichert. Was inzwischen gespeichert wurde, steht bei den Feldern, in denen Sie etwas anderes eingegeben haben. Sehen Sie es durch und speichern Sie noch einmal: Dann gilt, was in den Feldern steht.
settings-other = Inzwischen gespeichert:
settings-other-none = Inzwischen wurde dieses Feld leer gespeichert.

settings-organisation = Organisation
settings-org = Name der Organisation
settings-org-hint = Nachrichten und Seiten zeigen ihn. Wie eingerichtet: { $deployed }
settings-support = Wen man um Hilfe fragt
settings-support-hint = Eine Adresse, eine Nummer oder ein Ort; Nachrichten und Seiten nennen es. Wie eingerichtet: { $deployed }
settings-logo = Text des Logos
settings-logo-hint = Er steht am Kopf von E-Mails und der Seiten, zu denen Links führen. Leer: auf Seiten der Name der Organisation, in E-Mails nichts.
settings-sender = Name, von dem E-Mails kommen
settings-sender-hint = E-Mail-Programme zeigen ihn als Absender. Die Adresse gehört zur Einrichtung. Leer: der Name der Organisation.

settings-messages = Vorgegebene Nachrichten
settings-messages-hint = Sie werden verschickt, wo nichts anderes angegeben ist. Diese Platzhalter dürfen darin stehen für das, was jede Person lesen soll:
settings-own-words = Der Text, den Onramp mitbringt
settings-email-subject = Betreff von E-Mails
settings-email-subject-hint = Eine Zeile ohne Link. Leer: { $own }
settings-email-message = Text von E-Mails
settings-message-hint = Reiner Text. Ein fehlender Link wird am Ende angefügt. Leer: der Text, den Onramp mitbringt.
settings-sms-message = Text von SMS
settings-sms-hint = Kurz: Mit Kopf und Link hat eine SMS höchstens drei Teile. Leer: der Text, den Onramp mitbringt.

settings-links = Links
settings-email-lifetime = Wie lange ein Link per E-Mail gilt
settings-sms-lifetime = Wie lange ein Link per SMS gilt
settings-lifetime-hint = Von einer Minute bis zu 30 Tagen. Es gilt für Links, die von jetzt an verschickt werden. Wie eingerichtet: { $deployed }
settings-lifetime-minutes = { $count ->
    [one] { $count } Minute
   *[other] { $count } Minuten
}
settings-lifetime-hours = { $count ->
    [one] { $count } Stunde
   *[other] { $count } Stunden
}
settings-lifetime-days = { $count ->
    [one] { $count } Tag
   *[other] { $count } Tage
}
settings-unit = Einheit
settings-minutes = Minuten
settings-hours = Stunden
settings-days = Tage
settings-qr = QR-Code in E-Mails
settings-qr-link = Er öffnet den Link
settings-qr-link-hint = Die Kamera jedes Telefons öffnet die Aktivierungsseite, ob die Authenticator-App installiert ist oder nicht.
settings-qr-app = Er spricht die Authenticator-App an
settings-qr-app-hint = Nur der Scanner der Authenticator-App selbst versteht ihn. Die App muss vor dem Scannen installiert sein.
settings-region = Land von Nummern ohne Landesvorwahl
settings-region-hint = Zwei Buchstaben nach ISO 3166, etwa US oder DE. Es gilt für Nummern, die von jetzt an eingegeben oder importiert werden. Wie eingerichtet: { $deployed }

settings-reminders = Erinnerungen
settings-reminders-none = Niemand wird erinnert.
settings-reminders-rule = { $days } Tage nach der ersten Nachricht, höchstens { $most }, zwischen { $hours } Uhr ({ $zone }).
settings-reminders-off = Aus
settings-reminders-off-hint = Niemand wird erinnert, auch nicht an Links, die schon verschickt sind.
settings-reminders-on = Nach einer eigenen Regel
settings-reminders-on-hint = Wer den Link bis dahin nicht benutzt hat, bekommt einen neuen.
settings-reminder-days = Tage nach der ersten Nachricht
settings-reminder-days-hint = Bis zu zehn ganze Zahlen von 1 bis 90, aufsteigend, etwa 2,10
settings-reminder-most = Höchstzahl der Erinnerungen
settings-reminder-most-hint = Von 0 bis 10 je Nachricht
settings-reminder-hours = Stunden des Tages
settings-reminder-hours-hint = Zwei volle Stunden, zwischen denen erinnert wird, etwa 9-18
settings-reminder-zone = Zeitzone dieser Stunden
settings-reminder-zone-hint = Ein Name der IANA-Liste, etwa Europe/Berlin

settings-wrong-org = Der Name der Organisation ist eine Zeile von höchstens 60 Zeichen.
settings-wrong-support = Wen man fragt, ist eine Zeile von höchstens 100 Zeichen.
settings-wrong-logo = Der Text des Logos ist eine Zeile von höchstens 60 Zeichen.
settings-wrong-sender = Der Name, von dem E-Mails kommen, ist eine Zeile von höchstens 60 Zeichen.
settings-wrong-email-subject = Der Betreff von E-Mails ist eine Zeile von höchstens 150 Zeichen ohne Link; in geschweiften Klammern stehen nur die aufgezählten Namen.
settings-wrong-email-message = Der Text von E-Mails hat höchstens 5.000 Zeichen; in geschweiften Klammern stehen nur die aufgezählten Namen.
settings-wrong-sms-message = Der Text von SMS ist zu lang für drei Teile, oder in geschweiften Klammern stehen andere als die aufgezählten Namen.
settings-wrong-email-lifetime = Wie lange ein Link per E-Mail gilt, ist eine ganze Zahl, von einer Minute bis zu 30 Tagen.
settings-wrong-sms-lifetime = Wie lange ein Link per SMS gilt, ist eine ganze Zahl, von einer Minute bis zu 30 Tagen.
settings-wrong-email-qr = Wählen Sie, was der QR-Code in E-Mails tut.
settings-wrong-region = Das Land sind zwei Buchstaben nach ISO 3166, etwa US oder DE.
settings-wrong-reminders = Wählen Sie, ob erinnert wird.
settings-wrong-days = Die Tage sind bis zu zehn ganze Zahlen von 1 bis 90, aufsteigend, etwa 2,10.
settings-wrong-most = Die Zahl der Erinnerungen liegt zwischen 0 und 10.
settings-wrong-hours = Die Stunden sind zwei volle Stunden, die erste vor der zweiten, etwa 9-18.
settings-wrong-zone = Die Zeitzone ist ein Name der IANA-Liste, etwa Europe/Berlin.

flash-settings-saved = Die Einstellungen sind gespeichert.
flash-settings-unchanged = Es gab nichts zu ändern.
