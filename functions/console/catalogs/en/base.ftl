### The console in English: the language that the others are held against.

product = Onramp
skip = Skip to content
navigation = Main navigation
help = Questions? Ask { $support }.
language = Language
language-choose = Choose
number = { $count }

sign-out = Sign out
sign-in-again = Sign in
to-home = To the home page
signing-out = Signing you out
signing-out-text = You are signed out of Onramp. Your identity provider is told as well.
signing-out-on = Continue
signed-out = You are signed out
signed-out-text = You can close this page now, or sign in again.

nav-home = Home
nav-users = Users
nav-send = Send links
nav-sends = Sends
nav-dashboard = Dashboard
nav-import = Import
nav-log = Log
nav-integrations = Integrations
nav-settings = Settings

role-owner = Owner
role-administrator = Administrator
role-user-manager = User Manager
role-help-desk = Help Desk
role-read-only = Read-only

home-greeting = Hello, { $name }
home-left = { $count ->
    [one] { $count } user with a smartphone or tablet has not activated yet.
   *[other] { $count } users with a smartphone or tablet have not activated yet.
}
home-send = Send them activation links.
home-signed-in = You work for { $org } as { $role }, signed in since
home-none-left = Everyone with a smartphone or tablet has activated.
home-by-email = Phones reached by email
home-by-sms = Phones reached by SMS

flash-language = This console speaks English from now on.

problems = { $count ->
    [one] There is a problem with this form
   *[other] There are { $count } problems with this form
}
pages = Pages of this list
pages-first = First page
pages-next = Next page

stop-session-title = Your session has ended
stop-session-text = Sign in again, and then repeat what you did: it was not carried out.
stop-sign-in-title = That sign-in did not work
stop-sign-in-text = Nothing has happened. Please sign in again; if this page comes back, ask { $support }.
stop-no-role-title = You may not use this console
stop-no-role-text = You are signed in, but your account has no role here. Ask { $support } for one, then sign out and in again.
stop-forbidden-title = Your role may not do this
stop-forbidden-text = Nothing was changed. If you need it for your work, ask { $support }.
stop-form-title = This form could not be accepted
stop-form-text = It was not sent from a page of your own session, or that session has changed since. Nothing was changed: go back, load the page again, and repeat what you did. If it was not you who sent it, tell { $support }.
stop-not-found-title = There is no such page
stop-not-found-text = The address may be mistyped, or what was there is gone.
stop-invalid-title = That request could not be understood
stop-invalid-text = Nothing was changed.
stop-conflict-title = That could not be done
stop-conflict-text = Things are not as they were when you loaded the page. Nothing was changed: load it again to see how they stand.
stop-unavailable-title = Not available at the moment
stop-unavailable-text = Please try again in a moment. If this page stays, ask { $support }.

reason-already-activated = Phone already activated
reason-not-mobile = Phone type is not Mobile
reason-platform-unknown = Platform unknown
reason-no-user = Phone has no user
reason-user-not-active = User not active
reason-no-email = No email address
reason-no-number = No phone number
reason-phone-not-found = No such phone
reason-live-link = Has a live link
reason-link-expired = Link ran out before the message was sent
reason-message-too-long = SMS too long
reason-address-refused = Address refused
reason-number-refused = Number refused
reason-opted-out = Opted out of SMS
reason-spend-limit-reached = Monthly SMS limit spent
reason-country-not-enabled = Country not enabled for SMS
reason-price-too-high = SMS too expensive
reason-number-blocked = Number or phone blocked for SMS
reason-carrier-blocked = Held back by the carrier
reason-unreachable = Phone or carrier out of reach
reason-not-delivered = Not delivered, reason unknown
reason-message-rejected = Message rejected
reason-sender-not-verified = Sender not verified
reason-recipient-not-verified = Recipient not verified (sandbox)
reason-cancelled = Send was cancelled
reason-address-bounced = Earlier email came back
reason-address-complained = Complained about earlier email
reason-bounced = No such mailbox
reason-bounced-for-now = Mailbox full or out of reach
reason-suppressed = Blocked by the mail service
reason-complained = Marked as unwanted
