### Settings.

settings-intro = What is left empty stays as it was set up when Onramp was deployed. A change reaches every page and message within a minute, and is written to the log.
settings-save = Save
settings-as-deployed = As deployed
settings-conflict = Someone else has changed the settings meanwhile
settings-conflict-text = Nothing of yours is saved yet. What they saved is shown beside the fields where it differs from what you typed. Look it through, then save again: what then stands in the fields counts.
settings-other = Saved meanwhile:
settings-other-none = Meanwhile this field was saved empty.

settings-organisation = Organisation
settings-org = Name of the organisation
settings-org-hint = Messages and pages show it. As deployed: { $deployed }
settings-support = Whom to ask for help
settings-support-hint = An address, a number or a place; messages and pages name it. As deployed: { $deployed }
settings-logo = Text of the logo
settings-logo-hint = It stands at the head of emails and of the pages that links lead to. Empty: the name of the organisation on pages, nothing in emails.
settings-sender = Name that emails come from
settings-sender-hint = Mail programs show it as the sender. The address is part of the deployment. Empty: the name of the organisation.

settings-messages = Default messages
settings-messages-hint = They are sent where no other words are given. These may stand in them for what each person is to read:
settings-own-words = Onramp’s own words
settings-email-subject = Subject of emails
settings-email-subject-hint = One line without a link. Empty: { $own }
settings-email-message = Text of emails
settings-message-hint = Plain text. A link that is missing is added at the end. Empty: Onramp’s own words.
settings-sms-message = Text of SMS
settings-sms-hint = Short: with the header and the link an SMS takes three parts at most. Empty: Onramp’s own words.

settings-links = Links
settings-email-lifetime = How long a link sent by email works
settings-sms-lifetime = How long a link sent by SMS works
settings-lifetime-hint = From one minute to 30 days. It counts for links that are sent from now on. As deployed: { $deployed }
settings-lifetime-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
settings-lifetime-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
settings-lifetime-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
settings-unit = Unit
settings-minutes = minutes
settings-hours = hours
settings-days = days
settings-qr = QR code in emails
settings-qr-link = It opens the link
settings-qr-link-hint = The camera of any phone opens the activation page, whether the authenticator app is installed or not.
settings-qr-app = It speaks to the authenticator app
settings-qr-app-hint = Only the authenticator app’s own scanner understands it. People must have the app before they scan.
settings-region = Country of numbers without a country code
settings-region-hint = Two letters of ISO 3166, such as US or DE. It counts for numbers that are typed or imported from now on. As deployed: { $deployed }

settings-reminders = Reminders
settings-reminders-none = Nobody is reminded.
settings-reminders-rule = Days { $days } after the first message, { $most } at most, between { $hours } o’clock ({ $zone }).
settings-reminders-off = Off
settings-reminders-off-hint = Nobody is reminded, not even of links that were sent before.
settings-reminders-on = By a rule of our own
settings-reminders-on-hint = Whoever has not used their link by then is sent a new one.
settings-reminder-days = Days after the first message
settings-reminder-days-hint = Up to ten whole numbers from 1 to 90, ascending, such as 2,10
settings-reminder-most = Reminders at most
settings-reminder-most-hint = From 0 to 10 for each message
settings-reminder-hours = Hours of the day
settings-reminder-hours-hint = Two full hours between which reminders go out, such as 9-18
settings-reminder-zone = Time zone of these hours
settings-reminder-zone-hint = A name of the IANA list, such as Europe/Berlin

settings-wrong-org = The name of the organisation is one line of at most 60 characters.
settings-wrong-support = Whom to ask is one line of at most 100 characters.
settings-wrong-logo = The text of the logo is one line of at most 60 characters.
settings-wrong-sender = The name that emails come from is one line of at most 60 characters.
settings-wrong-email-subject = The subject of emails is one line of at most 150 characters without a link, with no other names in braces than those listed.
settings-wrong-email-message = The text of emails is at most 5,000 characters, with no other names in braces than those listed.
settings-wrong-sms-message = The text of SMS is too long for three parts, or has other names in braces than those listed.
settings-wrong-email-lifetime = How long a link sent by email works is a whole number, from one minute to 30 days.
settings-wrong-sms-lifetime = How long a link sent by SMS works is a whole number, from one minute to 30 days.
settings-wrong-email-qr = Choose what the QR code in emails does.
settings-wrong-region = The country is two letters of ISO 3166, such as US or DE.
settings-wrong-reminders = Choose whether people are reminded.
settings-wrong-days = The days are up to ten whole numbers from 1 to 90, ascending, such as 2,10.
settings-wrong-most = The number of reminders is from 0 to 10.
settings-wrong-hours = The hours are two full hours, the first before the second, such as 9-18.
settings-wrong-zone = The time zone is a name of the IANA list, such as Europe/Berlin.

flash-settings-saved = The settings are saved.
flash-settings-unchanged = There was nothing to change.
