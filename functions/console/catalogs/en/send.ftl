
send-title = Send activation links
send-channels = How the links go out
send-channel-email = By email
send-channel-sms = By SMS
send-nobody-email = Everyone with a smartphone or tablet who can be reached by email has activated.
send-nobody-sms = Everyone with a smartphone who can be reached by SMS has activated.
send-nobody-matches = Nobody matches. Change or clear the filter.
send-nobody-here = Nobody on this part of the list matches. Look further on the next page.
send-nobody-behind = The list ends here. Go back to its first page.

send-filter = Narrow the list
send-filter-q = Search
send-filter-q-hint = Part of a username, name, address or number
send-filter-link = Link
send-filter-link-any = In any state
send-filter-link-never = Never sent
send-filter-link-expired = Expired
send-filter-platform = Platform
send-filter-platform-any = Any platform
send-filter-do = Filter
send-filter-clear = Clear filter

send-why = Why is someone not here?
send-why-name = Username
send-why-do = Find out
send-why-unknown = There is no user with this username or alias. Check the spelling, or bring the user in.
send-why-no-phone = This user has no phone. Attach one first.
send-why-status-bypass = This user is in bypass: they sign in without a second step, and get no link. Only active users do.
send-why-status-disabled = This user is disabled, and gets no link. Only active users do.
send-why-status-locked-out = This user is locked out after failed attempts, and gets no link. Only active users do.
send-why-phone-numbered = { $platform }, { $number }
send-why-phone-nameless = { $platform } without a number
send-why-listed = Is in this list.
send-why-show = Show it
send-why-live = Has a live link. It can be selected again from
send-why-bounced = Is in this list, but cannot be selected: earlier email to the address came back. Change the address.
send-why-complained = Is in this list, but cannot be selected: the address’s owner called earlier email unwanted.
send-why-under = Is shared, and in this list under { $name }.
send-why-already-activated = Is activated already.
send-why-not-mobile = Its type is not Mobile. Landlines and phones of an unknown type cannot be activated.
send-why-platform-unknown = Its platform is unknown. Choose one, or Generic Smartphone.
send-why-no-user = Is attached to no user.
send-why-user-not-active = Its user is not active.
send-why-no-email = Its user has no email address. Add one, or send by SMS.
send-why-no-number = Has no number, as a tablet. Send by email.

send-list-email = Users whom email can reach and who have not activated
send-list-sms = Users whom SMS can reach and who have not activated
send-column-username = Username
send-column-name = Name
send-column-email = Email address
send-column-sms = Number
send-column-platform = Platform
send-column-link = Link
send-select-page = Select all on this page
send-select-all = { $count ->
    [one] Select the one that matches, on all pages
   *[other] Select all { $count } that match, on all pages
}
send-select-all-unknown = Select all that match, on all pages
send-elsewhere = { $count ->
    [one] { $count } user is selected on other pages.
   *[other] { $count } users are selected on other pages.
}
send-elsewhere-forget = Deselect them
send-state-never = Never sent
send-state-expired = Expired
send-state-live = Live
send-state-live-from = Can be selected from
send-state-bounced = Address bounced
send-state-bounced-hint = Change the address first
send-state-complained = Refused our email
send-state-complained-hint = Cannot be mailed to

send-message = Message
send-subject = Subject
send-text = Text
send-fixed = Always above your text
send-after-email = The button, the link, its QR code and until when it works follow by themselves.
send-after-sms = Without a link in it, the text gets one at its end.
send-placeholders = Placeholders
send-placeholders-hint = Each stands for what fits the user:
send-placeholder-realname = their name
send-placeholder-username = their username
send-placeholder-link = their activation link
send-placeholder-expires = until when the link works
send-placeholder-org = the organisation
send-flaw-empty = Write something: this may not be empty.
send-flaw-too-long = That is { $has } characters. At most { $most } are possible.
send-flaw-control = Use plain text alone, and a single line for a subject.
send-flaw-unclosed = A brace {"{"} is opened and never closed. To write a brace, write it twice.
send-flaw-unknown = There is no placeholder {"{"}{ $name }{"}"}. Use one of those below; to write a brace, write it twice.
send-flaw-link = A subject cannot hold the link. Put it into the text.
send-flaw-parts = With its header and link this takes { $has } parts as an SMS. At most { $most } are possible: make it shorter.
send-nobody-chosen = Select at least one user.
send-too-many = At most { $most } users can be selected one by one. Select all that match instead.

send-preview = Preview
send-preview-as = Show it
send-view-light = Light
send-view-dark = Dark
send-view-phone = On a phone
send-view-text = As plain text
send-preview-do = Show preview
send-preview-frame = Preview of the message
send-preview-wrong = There is nothing to show yet
send-preview-sample = As a made-up user would get it. The link leads nowhere.
send-fact-parts = { $parts ->
    [one] { $parts } part in { $encoding }
   *[other] { $parts } parts in { $encoding }
}
send-fact-parts-more = Longer names may take more parts. Each part is paid for.
send-fact-ucs2 = A character outside the basic alphabet makes each part hold 70 characters instead of 160.
send-fact-cost = { $count ->
    [one] About { $amount } US dollars for { $count } message
   *[other] About { $amount } US dollars for { $count } messages
}
send-fact-cost-each = About { $amount } US dollars for each message

send-default-do = Save as default for everyone
send-default-saved = Saved: new sends begin with these words.

send-test = Send a test to myself
send-test-email = Send a test to { $address }
send-test-email-unknown = Your identity provider does not tell your address, so no test can be sent to it. Sign out and in again if it was added lately.
send-test-number = Your number
send-test-number-hint = With its country code, such as +14155552671
send-test-sms = Send a test SMS
send-test-sent = The test is on its way. Its link leads nowhere.
send-test-soon = A test was sent only seconds ago. Wait a moment, then try again.
send-test-refused = The test was not taken: { $reason }. Nothing was sent.
send-test-wrong-number = This is no number that can be dialled. Write it with its country code.
send-test-wrong-words = The message has problems. Mend them first.

send-do-none-email = Send email to the selected users
send-do-none-sms = Send SMS to the selected users
send-do-email = { $count ->
    [one] Send Email to { $count } Selected User
   *[other] Send Email to { $count } Selected Users
}
send-do-sms = { $count ->
    [one] Send SMS to { $count } Selected User
   *[other] Send SMS to { $count } Selected Users
}
send-do-all-email = Send Email to All That Match
send-do-all-sms = Send SMS to All That Match
send-asks-again = You are asked once more before it goes to all, or to more than { $count }.
send-to-message = Edit the message
send-again-warning = This page was used for a send already. Check what is selected, then send it as a new one.

send-confirm-email = { $count ->
    [one] Send email to { $count } user?
   *[other] Send email to { $count } users?
}
send-confirm-sms = { $count ->
    [one] Send SMS to { $count } user?
   *[other] Send SMS to { $count } users?
}
send-confirm-all-email = Send email to all that match?
send-confirm-all-sms = Send SMS to all that match?
send-confirm-to = To
send-confirm-to-chosen = { $count ->
    [one] { $count } selected user
   *[other] { $count } selected users
}
send-confirm-to-all = { $count ->
    [one] everyone in the list, { $count } user
   *[other] everyone in the list, { $count } users
}
send-confirm-to-filtered = everyone in the list who matches the filter
send-confirm-skipped = Who has a live link by then, or cannot be reached any more, is passed over and named with the reason.
send-confirm-cost = Estimated cost
send-confirm-do-email = Send the emails now
send-confirm-do-sms = Send the SMS now
send-confirm-back = Back to the message
flash-send-started = The send has started. Its messages go out now.
