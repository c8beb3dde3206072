import-title = Import people
import-intro = Bring users and their phones in from a CSV file. You will see what it would do before anything happens.
import-file = File
import-file-hint = CSV in UTF-8, at most { $megabytes } MB and { $rows } rows. Larger files are imported with the command line (--import).
import-check = Check file
import-mine = Your imports of the last day
import-when = Uploaded
import-rows = Rows
import-state = State
import-stage-checking = Being checked
import-stage-checked = Waits for you to confirm it
import-stage-importing = Being imported
import-stage-done = Imported
import-how = What the file looks like
import-how-columns = The first line names the columns, in any order; further columns are left aside.
import-sample = Download a sample file
import-how-username = The name that the person signs in with: at most 128 characters. A name that is known is changed, a new one is created.
import-how-realname = The person’s name. It may be empty.
import-how-email = The person’s address. Who has none cannot be reached by email.
import-how-phone = The number, best with + and country code; one without + is read as a number of the country { $region }. A tablet has none.
import-how-type = Mobile, Landline or Unknown. Only mobile phones and tablets can be activated.
import-how-platform = Apple iOS, Google Android, Generic Smartphone, … or Unknown. What is Unknown cannot be activated.
import-how-language = Optional: en, de or fr, the language of messages to the person. Blank, or without the column, it stays as it is; a new person gets the organisation’s.
import-how-phones = A person with two phones has two rows that differ in the phone. A number that two people share is one phone of both.
import-how-again = Importing the same file again changes nothing. Nobody is deleted by an import.
import-how-excel = In Excel, save as “CSV UTF-8 (comma delimited)”. Semicolons and tabs between cells are read as well.

import-file-none = Choose a file first.
import-file-empty = This file is empty. Choose one with a line of column names and a row for each phone.
import-file-too-large = This file is larger than { $megabytes } MB. Divide it, or import it with the command line (--import).
import-file-not-text = This file is no CSV file: it may be a workbook. Save it as “CSV UTF-8” and choose that file.
import-file-encoding = Line { $line } is not in UTF-8, so names would be garbled. Save the file as “CSV UTF-8” and choose it again.
import-file-no-heading = The first line does not name the columns. It is to be: username,realname,email,phone,type,platform
import-file-columns = The first line lacks these columns: { $columns }
import-file-no-rows = This file has column names and no rows below them.
import-file-too-many = This file has more than { $rows } rows. Divide it, or import it with the command line (--import).
import-file-long-row = The row that begins on line { $line } is too long. A quotation mark may be missing there.

import-checking = Checking the file
import-checking-text = Nothing has been changed. You can close this page and find the import again on the Import page.
import-importing = Importing
import-importing-text = You can close this page and go on later from the Import page. What has been taken stays.
import-progress = { $done } of { $rows } rows
import-continue = Continue
import-stop = Stop here
import-discard = Discard

import-checked = What this file would do
import-not-yet = Nothing has been changed yet. Look through it, then import it or discard it.
import-nothing = There is nothing to import: nothing in this file is new or different and could be taken.
import-confirm = { $count ->
    [one] Import { $count } row
   *[other] Import { $count } rows
}
import-done = Imported
import-done-text = The import is over, and the administrator log has a line of it. The file was deleted here; only refused rows are kept, for a day.
import-refused = Refused
import-to-create = To be created
import-to-change = To be changed
import-unchanged = Unchanged
import-created = Created
import-changed = Changed
import-show = Show
import-download = Download refused rows
import-another = Import another file
import-forget = Delete this import
import-mend = Refused rows are not taken. Download them, mend them there, and import that file.
import-first = (the first 100)
import-line = Line
import-username = Username
import-column = Column
import-wrong = What is wrong
import-right = What would be right
import-what = What is new or different
import-whole-row = whole row

import-part-user = new user
import-part-phone = new phone
import-part-attached = shares a known phone
import-part-realname = name
import-part-email = email
import-part-language = language
import-part-type = type
import-part-platform = platform

flash-import-gone = The import was deleted here, with its rows.
flash-import-stopped = The import was stopped. What had been taken stays; the administrator log has the counts.

import-reason = { $wrong } { $right }
import-why-empty = This is empty.
import-why-length = This has { $number } characters.
import-why-control = There is a control character or a line break in this.
import-why-email = This is not an email address.
import-why-mailable = This address cannot be mailed to.
import-why-number = This is not a phone number.
import-why-dialled = This number cannot be dialled.
import-why-unknown = This value is not known.
import-why-language = There are no messages in this language.
import-why-columns = { $number ->
    [one] The row has { $number } cell.
   *[other] The row has { $number } cells.
}
import-why-contradicts = Line { $number } has this username already, with another name, address or language.
import-why-repeats = This repeats line { $number }.
import-why-other-phone = Line { $number } has this number already, with another type or platform.
import-why-users = The phone would have more than { $number } users.
import-why-phones = The user would have more than { $number } phones.
import-why-contended = Someone else changed this at the same moment.
import-why-alias = This is another name of someone who is known.
import-why-right-length = Write { $number } to { $other } characters.
import-why-right-control = Write one line of plain text.
import-why-right-email = Write an address such as name@example.org.
import-why-right-mailable = Write an ASCII address of at most { $number } characters, such as name@example.org.
import-why-right-number = Write a number such as +14155552671.
import-why-right-landline = Write the number: a landline has one.
import-why-right-language = Write en, de or fr, or leave it blank.
import-why-right-one-of = Write one of: { $values }.
import-why-right-columns = Make it { $number }, as the first line has.
import-why-right-contradicts = Use each username for one person.
import-why-right-repeats = Have each person once, or once for each of their phones.
import-why-right-other-phone = Say the same of a number each time.
import-why-right-fewer = Have fewer of them.
import-why-right-contended = Import this row again.
import-why-right-alias = Write the name that they sign in with.
