
### Die Übersicht in Zahlen.

dashboard-title = So kommt die Aktivierung voran
dashboard-ranges = Zeitraum
dashboard-range = Letzte { $days } Tage
dashboard-percent = { $percent } %
dashboard-of-sent = { $activated } aktiviert von { $sent } gesendet
dashboard-of-messages = { $percent } % der Nachrichten
dashboard-of-eligible = { $percent } % der möglichen

dashboard-email = E-Mail
dashboard-sms = SMS
dashboard-in-person = Persönlich
dashboard-eligible = Könnten aktivieren
dashboard-sent = Links gesendet
dashboard-opened = Geöffnet
dashboard-activated = Aktiviert
dashboard-activated-by = Aktiviert: { $way }
dashboard-left = Noch zu aktivieren
dashboard-unreached = Nicht erreicht
dashboard-failed = Abgelehnt
dashboard-bounced = Zurückgekommen
dashboard-skipped = Übergangen
dashboard-generic = Beliebiges Smartphone
dashboard-unknown = Unbekannt

dashboard-day = Tag
dashboard-step = Schritt
dashboard-count = Anzahl
dashboard-way = Weg
dashboard-platform = Plattform
dashboard-reason = Grund
dashboard-what = Was geschah
dashboard-all = Alle
dashboard-share = Anteil
dashboard-share-sent = Aktiviert von gesendet

dashboard-empty-title = In diesen Tagen wurde nichts gezählt
dashboard-empty-text = Sobald Links gesendet oder übergeben werden, zeigt diese Seite, wie viele geöffnet wurden, welche Telefone aktiviert sind und was nicht ankam.
dashboard-see-table = Die Zahlen stehen in der Tabelle.

dashboard-over-time = Aktivierungen im Zeitverlauf
dashboard-over-time-text = { $activated } Aktivierungen in diesen Tagen, { $most } am stärksten Tag. Die Zahlen stehen in der Tabelle.
dashboard-over-time-table = Aktivierungen nach Tagen; Tage, an denen nichts geschah, fehlen
dashboard-by-day = Zahlen nach Tagen
dashboard-funnel = Von möglich bis aktiviert
dashboard-funnel-hint = Aktivieren könnten die jetzt noch offenen Telefone und die in diesen Tagen aktivierten. Ein Telefon kann mehrere Links erhalten und sich durch Scannen des QR-Codes aktivieren, ohne dass die Seite geöffnet wird.
dashboard-funnel-text = Von { $eligible } Telefonen, die aktiviert werden könnten, wurden es { $activated }. Die Zahlen stehen in der Tabelle.
dashboard-funnel-table = Schritte bis zum aktiven Telefon
dashboard-ways = Nach Kanal
dashboard-ways-hint = Links, die jemand gezeigt oder genannt oder eine Integration erstellt hat, zählen als persönlich. Ob ihre Seite geöffnet wurde, wird nicht festgehalten.
dashboard-ways-table = Links und Aktivierungen nach Kanal
dashboard-platforms = Aktivierte Telefone nach Plattform
dashboard-platforms-table = Aktivierte Telefone nach Plattform und Kanal
dashboard-losses = Wer nicht erreicht wurde und warum
dashboard-losses-hint = Abgelehnte Nachrichten wurden nicht gesendet. Zurückgekommene und beanstandete zählen auch als gesendet. Übergangen: Es gab nichts zu senden oder keinen Weg dafür.
dashboard-losses-table = Nicht erreichte Empfänger nach Grund
dashboard-kept = Tage beginnen um Mitternacht UTC. Zahlen werden 400 Tage aufbewahrt.

