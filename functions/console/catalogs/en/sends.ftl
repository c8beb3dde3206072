### Sends: how far they are, and what became of each delivery.

sends-none = Nothing was sent yet.
sends-caption = Sends, the newest first
sends-all = All sends
sends-back = Back to the send
sends-when = When
sends-state = State
sends-channel = Channel
sends-recipients = Recipients
sends-outcome = What became of them
sends-by = Asked for by
sends-by-system = Onramp itself: a schedule or a direct call
sends-by-you = You
sends-reminder = Reminder
sends-channel-email = Email
sends-channel-sms = SMS

sends-state-running = Running
sends-state-paused = Paused
sends-state-finished = Done
sends-state-cancelled = Cancelled
sends-paused-by-administrator = An administrator paused it.
sends-paused-too-many-failures = It paused itself: too many of its messages were refused. Look at the reasons below, mend the cause, then resume it.
sends-paused-account-suspended = It paused itself: the mail or SMS service suspended the account. Have it reinstated, then resume the send.
sends-paused-spend-limit-reached = It paused itself: the account’s monthly limit for SMS is spent. Have it raised, then resume the send.

sends-count-sent = { $count } sent
sends-count-skipped = { $count } skipped
sends-count-failed = { $count } failed
sends-count-open = { $count } open
sends-count-activated = { $count } activated

sends-delivery-queued = Queued
sends-delivery-sending = Sending
sends-delivery-sent = Sent
sends-delivery-skipped = Skipped
sends-delivery-failed = Failed
sends-delivery-bounced = Came back
sends-delivery-opened = Opened
sends-delivery-activated = Activated

sends-title-email = Send by email
sends-title-sms = Send by SMS
sends-title-reminder-email = Reminder by email
sends-title-reminder-sms = Reminder by SMS
sends-progress = Progress
sends-done = { $done } of { $all } done
sends-done-finding = { $count } done; recipients are still being found
sends-done-nobody = There was nobody to send to.
sends-heard = Heard of those sent
sends-started = Started
sends-ended = Ended
sends-rate = Pace
sends-rate-second = { $count } a second
sends-rate-minute = { $count } a minute
sends-rate-hour = { $count } an hour
sends-left = Time left
sends-left-moments = Less than a minute
sends-left-minutes = { $count ->
    [one] About { $count } minute
   *[other] About { $count } minutes
}
sends-left-hours = { $count ->
    [one] About { $count } hour
   *[other] About { $count } hours
}
sends-cost = Estimated cost so far
sends-cost-email = { $count ->
    [one] { $amount } US dollars for { $count } email
   *[other] { $amount } US dollars for { $count } emails
}
sends-cost-sms = { $count ->
    [one] { $amount } US dollars for { $count } part of SMS
   *[other] { $amount } US dollars for { $count } parts of SMS
}
sends-limit-reached = More than a million matched. This send goes to the first million; start another for the rest once it is done.

sends-pause = Pause
sends-resume = Resume
sends-cancel = Cancel…
sends-cancel-title = Cancel this send?
sends-cancel-text = Whoever has not been sent a message yet is not sent one. Messages that are out stay out, and their links work. This cannot be undone.
sends-cancel-do = Cancel the send
sends-cancel-not = Let it go on
sends-said-running = The send is running.
sends-said-paused = The send is paused.
sends-said-finished = The send is done.
sends-said-cancelled = The send is cancelled.
sends-said-quarter = { $percent } percent done.

flash-sends-paused = The send is paused. What was being handed over at that moment still goes out.
flash-sends-resumed = The send goes on.
flash-sends-cancelled = The send is cancelled.
flash-not-sends-cancelled = Nothing was changed: someone has cancelled this send already.
flash-not-sends-finished = Nothing was changed: this send is done already.

sends-message = Message
sends-search = To all who match
sends-lifetime = Links live for
sends-lifetime-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
sends-lifetime-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
sends-subject = Subject
sends-text = Text
sends-text-hint = As a made-up person would get it; its link leads nowhere.

sends-reasons = Who was not reached, and why
sends-reason = Reason
sends-show-failed = { $count ->
    [one] Show the { $count } that failed
   *[other] Show the { $count } that failed
}
sends-show-bounced = { $count ->
    [one] Show the { $count } that came back
   *[other] Show the { $count } that came back
}
sends-show-skipped = { $count ->
    [one] Show the { $count } that was skipped
   *[other] Show the { $count } that were skipped
}
sends-again-failed = { $count ->
    [one] Send again to the { $count } that failed
   *[other] Send again to the { $count } that failed
}
sends-again-bounced = { $count ->
    [one] Send again to the { $count } that came back
   *[other] Send again to the { $count } that came back
}
sends-again-skipped = { $count ->
    [one] Send again to the { $count } that was skipped
   *[other] Send again to the { $count } that were skipped
}
sends-again-title-failed = Send again to those that failed?
sends-again-title-bounced = Send again to those that came back?
sends-again-title-skipped = Send again to those that were skipped?
sends-again-text = { $count ->
    [one] A new send goes to { $count } recipient, by the same channel and with the same message.
   *[other] A new send goes to { $count } recipients, by the same channel and with the same message.
}
sends-again-hint = Whoever has a live link or has activated by then is skipped.
sends-again-do = { $count ->
    [one] Send to { $count } recipient
   *[other] Send to { $count } recipients
}
sends-again-nobody = There is nobody left here to send to again.
sends-again-too-many = There are more than { $count }: too many to name one by one. Send to everyone instead; whoever has a live link is skipped.
flash-sends-again = { $count ->
    [one] A new send to { $count } recipient has started.
   *[other] A new send to { $count } recipients has started.
}

sends-deliveries = Deliveries
sends-deliveries-caption = Deliveries, and what became of each
sends-deliveries-none = There are none of this kind.
sends-filter = Show
sends-filter-all = All deliveries
sends-filter-do = Filter
sends-username = Username
sends-no-user = Not in the directory
sends-changed = Since
sends-export = For a spreadsheet
sends-export-text = All deliveries of this send with their state, reason and times, as CSV.
sends-export-do = Download as CSV
sends-export-part = Part { $part } of { $of }

sends-reason-already-activated = The phone is already activated.
sends-reason-not-mobile = The phone’s type is not “Mobile”. Correct it on the user’s page.
sends-reason-platform-unknown = The phone’s platform is not known. Choose one on the user’s page.
sends-reason-no-user = The phone belongs to no user.
sends-reason-user-not-active = The user is not active.
sends-reason-no-email = The user has no email address.
sends-reason-no-number = The phone has no number.
sends-reason-phone-not-found = The phone is not in the directory any more.
sends-reason-live-link = The phone has a live link already; another may be sent once it has run out.
sends-reason-link-expired = Its link ran out or was replaced before the message could be handed over. Send again.
sends-reason-message-too-long = With this recipient’s name the SMS takes more than three parts. Shorten the text.
sends-reason-address-refused = The mail service refused the address. Check it for typing errors.
sends-reason-number-refused = The SMS service refused the number. Check it for typing errors.
sends-reason-opted-out = The owner of the number asked for no more messages. Use email, or hand the link over in person.
sends-reason-spend-limit-reached = The account’s monthly limit for SMS is spent. Have it raised, then send again.
sends-reason-country-not-enabled = The SMS service sends nothing to the number’s country. Have the country enabled, or use email.
sends-reason-price-too-high = An SMS to the number costs more than the account allows for one.
sends-reason-number-blocked = The number or the phone is blocked for SMS. Use email, or hand the link over in person.
sends-reason-carrier-blocked = The carrier held the SMS back, as spam or by a rule of its own.
sends-reason-unreachable = The phone or its carrier could not be reached. Send again later.
sends-reason-not-delivered = The carrier did not deliver the SMS, and did not say why.
sends-reason-message-rejected = The mail or SMS service rejected the message itself. Change its text.
sends-reason-sender-not-verified = The sender’s address is not verified with the mail service. Have it verified, then send again.
sends-reason-recipient-not-verified = The mail service is in its sandbox, where it takes verified addresses alone. Have it taken out of the sandbox, then send again.
sends-reason-cancelled = The send was cancelled before the message went out.
sends-reason-address-bounced = Earlier email to the address came back. Change the address on the user’s page.
sends-reason-address-complained = The address’s owner called earlier email unwanted. Use SMS, or hand the link over in person.
sends-reason-bounced = The message came back: there is no such mailbox, or it takes no email from us. Change the address on the user’s page.
sends-reason-bounced-for-now = The message came back: the mailbox is full, or its server could not be reached. Send again later.
sends-reason-suppressed = The mail service sends nothing more to the address. Change it on the user’s page.
sends-reason-complained = The recipient called the message unwanted.
