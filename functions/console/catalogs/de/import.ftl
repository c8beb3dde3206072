import-title = Personen importieren
import-intro = Bringen Sie Benutzer und ihre Telefone aus einer CSV-Datei herein. Sie sehen, was sie bewirken würde, bevor etwas geschieht.
import-file = Datei
import-file-hint = CSV in UTF-8, höchstens { $megabytes } MB und { $rows } Zeilen. Größere Dateien werden über die Befehlszeile importiert (--import).
import-check = Datei prüfen
import-mine = Ihre Importe des letzten Tages
import-when = Hochgeladen
import-rows = Zeilen
import-state = Stand
import-stage-checking = Wird geprüft
import-stage-checked = Wartet auf Ihre Bestätigung
import-stage-importing = Wird importiert
import-stage-done = Importiert
import-how = So sieht die Datei aus
import-how-columns = Die erste Zeile nennt die Spalten, in beliebiger Reihenfolge; weitere Spalten bleiben außer Acht.
import-sample = Beispieldatei herunterladen
import-how-username = Der Name, mit dem sich die Person anmeldet: höchstens 128 Zeichen. Bekannte werden geändert, neue angelegt.
import-how-realname = Der Name der Person. Er darf fehlen.
import-how-email = Die Adresse der Person. Wer keine hat, ist per E-Mail nicht erreichbar.
import-how-phone = Die Nummer, am besten mit + und Landesvorwahl; eine ohne + gilt als Nummer des Landes { $region }. Ein Tablet hat keine.
import-how-type = Mobile, Landline oder Unknown. Nur Mobiltelefone und Tablets (Mobile) können aktiviert werden.
import-how-platform = Apple iOS, Google Android, Generic Smartphone, … oder Unknown. Was Unknown ist, kann nicht aktiviert werden.
import-how-language = Freiwillig: en, de oder fr, die Sprache der Nachrichten an die Person. Leer oder ohne die Spalte bleibt sie, wie sie ist; neue Personen erhalten die der Organisation.
import-how-phones = Eine Person mit zwei Telefonen hat zwei Zeilen, die sich im Telefon unterscheiden. Eine Nummer, die sich zwei Personen teilen, ist ein Telefon beider.
import-how-again = Dieselbe Datei noch einmal zu importieren ändert nichts. Kein Import löscht jemanden.
import-how-excel = Speichern Sie in Excel als „CSV UTF-8 (durch Trennzeichen getrennt)“. Semikolon und Tabulator zwischen den Zellen werden ebenso gelesen.

import-file-none = Wählen Sie zuerst eine Datei.
import-file-empty = Diese Datei ist leer. Wählen Sie eine mit einer Zeile Spaltennamen und einer Zeile für jedes Telefon.
import-file-too-large = Diese Datei ist größer als { $megabytes } MB. Teilen Sie sie auf, oder importieren Sie sie über die Befehlszeile (--import).
import-file-not-text = Das ist keine CSV-Datei, vielleicht eine Arbeitsmappe. Speichern Sie sie als „CSV UTF-8“ und wählen Sie jene Datei.
import-file-encoding = Zeile { $line } ist nicht in UTF-8, Namen würden entstellt. Speichern Sie die Datei als „CSV UTF-8“ und wählen Sie sie erneut.
import-file-no-heading = Die erste Zeile nennt die Spalten nicht. Sie muss lauten: username,realname,email,phone,type,platform
import-file-columns = In der ersten Zeile fehlen diese Spalten: { $columns }
import-file-no-rows = Diese Datei hat Spaltennamen, aber keine Zeilen darunter.
import-file-too-many = Diese Datei hat mehr als { $rows } Zeilen. Teilen Sie sie auf, oder importieren Sie sie über die Befehlszeile (--import).
import-file-long-row = Was auf Zeile { $line } beginnt, ist zu lang. Dort fehlt vielleicht ein Anführungszeichen.

import-checking = Die Datei wird geprüft
import-checking-text = Es wurde nichts geändert. Sie können diese Seite schließen und finden den Import auf der Importseite wieder.
import-importing = Import läuft
import-importing-text = Sie können diese Seite schließen und später von der Importseite aus fortfahren. Was übernommen ist, bleibt.
import-progress = { $done } von { $rows } Zeilen
import-continue = Weiter
import-stop = Hier anhalten
import-discard = Verwerfen

import-checked = Was diese Datei bewirken würde
import-not-yet = Noch wurde nichts geändert. Sehen Sie es durch, dann importieren oder verwerfen Sie es.
import-nothing = Es gibt nichts zu importieren: Nichts in dieser Datei ist neu oder anders und könnte übernommen werden.
import-confirm = { $count ->
    [one] { $count } Zeile importieren
   *[other] { $count } Zeilen importieren
}
import-done = Importiert
import-done-text = Der Import ist beendet und steht im Protokoll. Die Datei wurde hier gelöscht; nur abgelehnte Zeilen bleiben einen Tag erhalten.
import-refused = Abgelehnt
import-to-create = Anzulegen
import-to-change = Zu ändern
import-unchanged = Unverändert
import-created = Angelegt
import-changed = Geändert
import-show = Anzeigen
import-download = Abgelehnte Zeilen herunterladen
import-another = Weitere Datei importieren
import-forget = Diesen Import löschen
import-mend = Abgelehnte Zeilen werden nicht übernommen. Laden Sie sie herunter, berichtigen Sie sie dort und importieren Sie jene Datei.
import-first = (die ersten 100)
import-line = Zeile
import-username = Benutzername
import-column = Spalte
import-wrong = Was falsch ist
import-right = Was richtig wäre
import-what = Was neu oder anders ist
import-whole-row = ganze Zeile

import-part-user = neuer Benutzer
import-part-phone = neues Telefon
import-part-attached = teilt ein bekanntes Telefon
import-part-realname = Name
import-part-email = E-Mail
import-part-language = Sprache
import-part-type = Art
import-part-platform = Plattform

flash-import-gone = Der Import wurde hier gelöscht, mit seinen Zeilen.
flash-import-stopped = Der Import wurde angehalten. Was übernommen war, bleibt; das Protokoll hat die Zahlen.

import-reason = { $wrong } { $right }
import-why-empty = Hier steht nichts.
import-why-length = Das hat { $number } Zeichen.
import-why-control = Darin ist ein Steuerzeichen oder ein Zeilenumbruch.
import-why-email = Das ist keine E-Mail-Adresse.
import-why-mailable = An diese Adresse kann nichts gesendet werden.
import-why-number = Das ist keine Telefonnummer.
import-why-dialled = Diese Nummer kann nicht gewählt werden.
import-why-unknown = Dieser Wert ist nicht bekannt.
import-why-language = In dieser Sprache gibt es keine Nachrichten.
import-why-columns = { $number ->
    [one] Die Zeile hat { $number } Zelle.
   *[other] Die Zeile hat { $number } Zellen.
}
import-why-contradicts = Zeile { $number } hat diesen Benutzernamen schon, mit anderem Namen, anderer Adresse oder anderer Sprache.
import-why-repeats = Das wiederholt Zeile { $number }.
import-why-other-phone = Zeile { $number } hat diese Nummer schon, mit anderer Art oder Plattform.
import-why-users = Das Telefon hätte mehr als { $number } Benutzer.
import-why-phones = Der Benutzer hätte mehr als { $number } Telefone.
import-why-contended = Jemand anderes hat das im selben Augenblick geändert.
import-why-alias = Das ist ein weiterer Name einer bekannten Person.
import-why-right-length = Schreiben Sie { $number } bis { $other } Zeichen.
import-why-right-control = Schreiben Sie eine Zeile einfachen Text.
import-why-right-email = Schreiben Sie eine Adresse wie name@example.org.
import-why-right-mailable = Schreiben Sie eine ASCII-Adresse von höchstens { $number } Zeichen, wie name@example.org.
import-why-right-number = Schreiben Sie eine Nummer wie +14155552671.
import-why-right-landline = Schreiben Sie die Nummer: Ein Festnetzanschluss hat eine.
import-why-right-language = Schreiben Sie en, de oder fr, oder lassen Sie es leer.
import-why-right-one-of = Schreiben Sie eines von: { $values }.
import-why-right-columns = Es müssen { $number } sein, wie in der ersten Zeile.
import-why-right-contradicts = Verwenden Sie jeden Benutzernamen für eine Person.
import-why-right-repeats = Führen Sie jede Person einmal auf, oder einmal für jedes ihrer Telefone.
import-why-right-other-phone = Geben Sie zu einer Nummer jedes Mal dasselbe an.
import-why-right-fewer = Es müssen weniger sein.
import-why-right-contended = Importieren Sie diese Zeile erneut.
import-why-right-alias = Schreiben Sie den Namen, mit dem sich die Person anmeldet.
