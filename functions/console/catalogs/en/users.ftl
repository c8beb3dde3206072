
## The directory

users-way = You are here
users-none = none
users-search = Find a user
users-search-hint = A whole username or alias, an email address, or a phone number.
users-search-hint-names = A whole username or alias.
users-search-do = Search
users-search-else = The directory is searched by whole names. Parts of a name are found among those who have not activated yet, on the page “Send links”.
users-found = { $count ->
    [one] { $count } user found.
   *[other] { $count } users found.
}
users-found-table = Users found
users-all = Show all users
users-phone-of-nobody = There is a phone with that number, and nobody has it. Attach it on a user’s page.
users-nobody = There are no users yet. Create one, or import a file.
users-no-more = The list ends before this page.
users-rows = Users { $from } to { $to } of { $count }, in no particular order
users-previous = Previous page
users-new = New user
users-username = Username
users-realname = Name
users-email = Email address
users-language = Language of messages
users-status = Status
users-phones = Phones
users-notes = Notes
users-aliases = Aliases
users-alias = Alias { $n }
users-details = Details
users-created-at = Created
users-edit = Edit user
users-delete = Delete user
users-create = Create user
users-save = Save
users-cancel = Cancel
users-back = Back to the user

users-username-hint = What the user signs in with; no one else may have it.
users-email-hint = Where links by email go. May be left blank.
users-language-hint = Email and SMS to the user. Pages behind a link follow the browser.
users-language-organisation = The organisation’s ({ $language })
users-status-hint = Only active users get links.
users-notes-hint = For administrators; at most 512 characters.
users-aliases-hint = Other names by which the user signs in. No one else may have them.

users-status-active = Active
users-status-bypass = Bypass
users-status-disabled = Disabled
users-status-locked-out = Locked out
users-address-bounced = Email came back
users-address-complained = Complained about email

users-wrong-username = A username or alias is one line of 1 to 128 characters.
users-wrong-realname = A name is one line of at most 200 characters.
users-wrong-email = An email address is like name@example.org. It may be left blank.
users-wrong-language = The language is one of the list.
users-wrong-status = The status is one of the list.
users-wrong-notes = Notes are at most 512 characters, without control characters.
users-wrong-same-name = The user has this name already: enter another one, or nothing.
users-wrong-name-taken = Another user has this as username or alias.
users-wrong-number = This number cannot be dialled. Write it like +1 415 555 2671.
users-wrong-number-missing = A landline has a number, and so has a phone with an extension: enter it.
users-wrong-number-taken = There is a phone with this number already. To give it to this user too, attach it on the user’s page.
users-wrong-number-unknown = There is no phone with this number. Add it as a new one instead.
users-wrong-extension = An extension is at most 16 digits, *, # or commas.
users-wrong-phone-name = The name of a phone is one line of at most 128 characters.
users-wrong-type = The type is one of the list.
users-wrong-platform = The platform is one of the list.
users-wrong-full = A user has at most 40 phones, and a phone at most 40 users: remove one first.
users-wrong-channel = Choose how the link shall be sent.

users-changed = Someone else was faster
users-changed-text = Since you opened this form, someone else has changed this, and nothing of yours was saved. What you typed is still here: save again if it shall count.
users-changed-now = What stands otherwise by now:

users-phone-number = Number
users-phone-number-hint = With country code, such as +1 415 555 2671. Without one it is taken to be of { $region }. A tablet has none.
users-number-good = Will be kept as { $number }.
users-phone-extension = Extension
users-phone-extension-hint = What is dialled behind the number, if anything.
users-phone-name = Name of the phone
users-phone-name-hint = Such as “work phone”; may be left blank.
users-phone-type = Type
users-phone-type-hint = Only mobile phones and tablets can be activated.
users-phone-platform = Platform
users-phone-platform-hint = “Generic Smartphone” if you do not know which one: when it is activated it becomes what the device says it is. A phone of unknown platform gets no link.
users-type-mobile = Mobile phone or tablet
users-type-landline = Landline
users-type-unknown = Unknown
users-platform-generic = Generic Smartphone
users-platform-unknown = Unknown
users-phone-tablet = Tablet
users-extended = { $number }, extension { $extension }
users-no-phones = This user has no phones.
users-phone-new = Add a phone
users-phone-create = Add phone
users-phone-edit = Edit phone
users-others = Also the phone of
users-times-sent = Links sent

users-phone-active = Activated
users-phone-ineligible = Cannot be activated
users-phone-live = Link is live
users-phone-expired = Link expired
users-phone-no-link = Not activated
users-active-since = Activated
users-link-until = Link expires
users-link-ran-out = Link expired
users-link-made = Link made
users-why = Why

users-attach = Attach an existing phone
users-attach-text = A phone may have several users. It is found by its number.
users-attach-do = Attach phone

users-about = About
users-delete-text = The user is deleted for good, their links end, and their phones are detached.
users-delete-phones = { $count ->
    [one] Delete the phone that nobody else has, too
   *[other] Delete the { $count } phones that nobody else has, too
}
users-delete-do = Delete user
users-phone-delete = Delete phone
users-phone-delete-text = The phone is deleted for good, for all its users, and its link ends.
users-phone-delete-do = Delete phone
users-detach = Detach phone
users-detach-text = The user has this phone no more, and its link ends. The phone itself is kept.
users-detach-do = Detach phone
users-deactivate = Deactivate phone
users-deactivate-text = What the authenticator on this phone shows counts no more. The phone can then be activated again: show its QR code, or send a link.
users-deactivate-do = Deactivate phone

users-qr = QR code
users-qr-show = Show QR code
users-qr-scan = Scan this with the authenticator app
users-qr-person = Show this to the person whose phone it is, and to no one else.
users-qr-alt = QR code for the authenticator app
users-qr-alt-link = QR code with the link
users-qr-camera = QR code for any camera
users-qr-link = The same as a link
users-copy = Copy link
users-copied = Copied.
users-qr-none = This phone has no live link.
users-qr-hidden = This phone has a live link that cannot be shown any more. It can be replaced.
users-qr-make-text = A new link lives for 24 hours and can be used once.
users-qr-make = Make a QR code
users-qr-replace = Make a new one
users-qr-replace-text = The link above, or one that was sent before, stops working at once.
users-qr-replace-do = Replace the link
users-no-link-because = This phone can get no link: { $why }.

users-send = Send one link
users-send-how = Send it by
users-send-live = This phone has a live link. Another one can be sent once it has expired; until then, show its QR code or replace it there.
users-send-text = The organisation’s default message is sent. You can watch what becomes of it on the next page.
users-send-do = Send link

users-history = Links and deliveries
users-history-caption = The last 20, newest first; kept for at least 30 days
users-history-none = No link was made for these phones lately.
users-history-at = When
users-history-phone = Phone
users-history-how = How
users-history-link = Link
users-history-delivery = Delivery
users-by-email = Email
users-by-sms = SMS
users-by-send = Send
users-in-person = In person
users-link-live = Live
users-link-expired = Expired
users-link-replaced = Replaced
users-link-used = Used
users-link-replaced-at = Replaced
users-link-used-at = Used
users-delivery-queued = Waiting
users-delivery-sending = Being sent
users-delivery-sent = Sent
users-delivery-skipped = Passed over
users-delivery-failed = Failed
users-delivery-bounced = Came back
users-delivery-opened = Opened
users-delivery-activated = Activated


flash-users-created = The user was created.
flash-users-saved = The user was saved.
flash-users-deleted = The user was deleted.
flash-users-phone-created = The phone was added.
flash-users-phone-saved = The phone was saved.
flash-users-phone-deleted = The phone was deleted.
flash-users-attached = The phone was attached.
flash-users-detached = The phone was detached.
flash-users-deactivated = The phone was deactivated. It can be activated again.
flash-users-linked = The link was made.
flash-not-users-linked = No link was made: the phone has had a live one since a moment ago. Here it is.
