
### The dashboard.

dashboard-title = How activation is going
dashboard-ranges = Period
dashboard-range = Last { $days } days
dashboard-percent = { $percent }%
dashboard-of-sent = { $activated } activated of { $sent } sent
dashboard-of-messages = { $percent }% of messages
dashboard-of-eligible = { $percent }% of those who could

dashboard-email = Email
dashboard-sms = SMS
dashboard-in-person = In person
dashboard-eligible = Could activate
dashboard-sent = Links sent
dashboard-opened = Opened
dashboard-activated = Activated
dashboard-activated-by = Activated: { $way }
dashboard-left = Left to activate
dashboard-unreached = Not reached
dashboard-failed = Refused
dashboard-bounced = Came back
dashboard-skipped = Passed over
dashboard-generic = Generic smartphone
dashboard-unknown = Unknown

dashboard-day = Day
dashboard-step = Step
dashboard-count = Number
dashboard-way = Way
dashboard-platform = Platform
dashboard-reason = Reason
dashboard-what = What happened
dashboard-all = All
dashboard-share = Share
dashboard-share-sent = Activated of sent

dashboard-empty-title = Nothing has been counted in these days
dashboard-empty-text = Once links are sent or handed over, this page shows how many were opened, which phones were activated, and what failed.
dashboard-see-table = The table has the numbers.

dashboard-over-time = Activations over time
dashboard-over-time-text = { $activated } activations in these days, { $most } on the busiest day. The table has the numbers.
dashboard-over-time-table = Activations by day; days on which nothing happened are left out
dashboard-by-day = Numbers by day
dashboard-funnel = From eligible to activated
dashboard-funnel-hint = Those who could activate are the phones left now and those activated in these days. A phone may be sent several links, and may activate without its page being opened, by scanning the QR code.
dashboard-funnel-text = Of { $eligible } phones that could activate, { $activated } did. The table has the numbers.
dashboard-funnel-table = Steps on the way to an active phone
dashboard-ways = By channel
dashboard-ways-hint = Links that were shown or told by someone, or made by an integration, count as in person. Whether their page was opened is not recorded.
dashboard-ways-table = Links and activations by channel
dashboard-platforms = Activated phones by platform
dashboard-platforms-table = Activated phones by platform and channel
dashboard-losses = Who was not reached, and why
dashboard-losses-hint = Refused messages were not sent. Those that came back, or were complained about, also count as sent. Passed over: there was nothing to send, or no way to send it.
dashboard-losses-table = Recipients who were not reached, by reason
dashboard-kept = Days begin at midnight UTC. Numbers are kept for 400 days.

