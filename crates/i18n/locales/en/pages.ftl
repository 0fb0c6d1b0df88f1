### The recipient's pages.
###
### The reader is careful, did not ask for the page and may be on a phone. Short, active, second person, no jargon:
### "sign in", not "authenticate"; "link", not "token". Never blame. Say what happens next.
###
### $company is who sent the link, $provider the utility whose account is connected, $domain the provider's website.
###
### A link may also ask for an account of any kind: an accounting system, a shop. A text that speaks of utilities, bills and
### usage has a twin for those links, whose id ends in "-general".

## Everywhere

language-name = English
skip = Skip to the page
languages = Language
languages-button = Change
# Stands for $company on pages that do not know who sent the link; only ever inside a sentence.
someone = the company that invited you
new-tab = (opens in a new tab)
day =
    { $day } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    } { $year }
# Latchstring is the name of the software.
powered-by = Powered by Latchstring

## Progress

progress = Your progress
progress-done = done:
step-provider = Provider
step-provider-general = Account
step-sign-in = Sign in
step-sites = Sites
step-fields = Fields
step-codes = Codes
step-done = Done

## The line about safety, and the note behind it

assurance = Your password is encrypted and used only to collect this data.
privacy-heading = Your password and your data
privacy-password = What you type is encrypted on its way and where it is kept. It is used for one thing: signing in to your provider to collect your bills and usage.
privacy-password-general = What you type is encrypted on its way and where it is kept. It is used for one thing: signing in to the account you connect, to collect its data.
# True also where a company runs its own collecting program, which then reads the password to sign in. Do not promise
# that a company "never sees" or "does not get" it.
privacy-gets = { $company } gets bills, usage, and account and meter numbers. No screen shows people there your password. Only the software that signs in to collect this data can read it.
privacy-gets-general = { $company } gets the data of the account you connect. No screen shows people there your password. Only the software that signs in to collect this data can read it.
privacy-stop = You can stop at any time. Change your password at your provider, or ask { $company } to remove the connection.
privacy-stop-general = You can stop at any time. Change your password there, or ask { $company } to remove the connection.
privacy-close = Back to the page
# Where the recipient signs in on the provider’s own page, and no password is typed on ours.
assurance-elsewhere = You sign in at { $provider }. We never see your password.
privacy-password-elsewhere = You sign in on { $provider }’s own page, and your password stays there. What { $provider } then lets us collect is encrypted on its way and where it is kept. It is used for one thing: your bills and usage.
privacy-password-elsewhere-general = You sign in on { $provider }’s own page, and your password stays there. What { $provider } then lets us collect is encrypted on its way and where it is kept.
privacy-gets-elsewhere = { $company } gets bills, usage, and account and meter numbers. It gets no password.
privacy-gets-elsewhere-general = { $company } gets the data of the account you connect. It gets no password.
privacy-stop-elsewhere = You can stop at any time. Take back your consent at { $provider }, or ask { $company } to remove the connection.

## The panel beside the card

panel-heading = What happens
panel-sign-in = You sign in to your provider
panel-sign-in-general = You sign in to your account
panel-sign-in-more = With the user name and password you already have.
panel-sign-in-more-general = With the sign-in you already have there.
panel-choose = You choose what to share
panel-choose-general = You decide what is connected
panel-choose-more = Nothing is shared before you press “Connect”.
panel-choose-more-general = Only the account you sign in to, and nothing else.
panel-collect = Your bills arrive by themselves
panel-collect-general = Your data arrives by itself
panel-collect-more = { $company } gets each new one. No more e-mails with attachments.
panel-collect-more-general = { $company } gets it from there. No more files to send.
panel-reconnect-more = { $company } gets each new one again. Your sites and history stay as they are.
panel-stop = You can stop at any time: just close this page.

## Landing

# Deliberately without a name: link previews in chat and mail show it to anybody.
landing-title = Connect your account
landing-title-reconnect = Reconnect your account
landing-heading = { $company } asks you to connect your utility account
landing-heading-general = { $company } asks you to connect an account
landing-heading-named = { $company } asks you to connect your { $utility } account
landing-heading-reconnect = { $company } asks you to reconnect your utility account
landing-heading-reconnect-named = { $company } asks you to reconnect your { $utility } account
landing-lead = You need the user name and password of your provider’s website.
landing-lead-general = You need the sign-in that you use for that account.
# Why it is needed is said after "Get started": nobody who merely has the link is told what became of a sign-in.
landing-lead-reconnect = Sign in once more at your provider, and your bills keep coming.
landing-message = A message from { $company }
landing-facts = In short
landing-gets = They get your bills and usage
landing-gets-general = They get the data of the account you connect
landing-not = No screen shows them your password
landing-time = It takes about three minutes
landing-time-reconnect = It takes about one minute
landing-expires = This link works until { $date }
landing-start = Get started
# $address is masked.
landing-continue = Continue as { $address }
landing-not-you = Not you?
landing-sent = Sent by { $company } on { $date }.
landing-unexpected = Did not expect this? Close the page and nothing happens.

## A link for certain addresses

# The same words for every address: whether it is on the list is not told.
address-title = Your e-mail address
# The word joiner keeps a heading from being broken behind its hyphen.
address-heading = What is your e-{"\u2060"}mail address?
address-lead = This link is for certain addresses. We send you a code to see that yours is one of them.
address-field = Your e-mail address
address-help = The one at which you were asked. We send a code to it.
address-button = Send me a code
address-busy = Sending…
address-error-missing = Enter your e-mail address.
address-error-form = Enter an address such as name@example.com.

## Passing the link on

hand-off-link = Send this to a colleague
hand-off-title = Send this to a colleague
hand-off-heading = Who should do this instead?
# The same words for every address: whether it is on the list is not told.
hand-off-lead = If the link may be used at that address, we mail it there. You can still use it yourself.
hand-off-field = Your colleague’s e-mail address
hand-off-button = Send the link
hand-off-back = Go back
hand-off-error-missing = Enter your colleague’s e-mail address.
hand-off-error-yourself = That is your own address. Enter your colleague’s.
hand-off-done-title = Passed on
hand-off-done-heading = Passed on
hand-off-done-body = If the link may be used at that address, it is on its way there. You can close this page.
hand-off-yourself = Use the link yourself
hand-off-too-many-title = Let’s take a break
hand-off-too-many-heading = This link was passed on too often
hand-off-too-many-body = So that nobody’s mailbox fills up, a link can be passed on only so often. You can still use it yourself.

code-title = Enter the code
code-heading = Check your e-mail
code-lead = If this link is for { $address }, a code is on its way there. It works for ten minutes.
code-field = Code
code-help = Six digits. Look among the unwanted mails too.
code-button = Continue
code-busy = Checking…
code-again = Send another code
code-again-wait = You can ask for another one in { $time }.
code-other-address = Use another address
code-error-missing = Enter the code from the mail.
code-error-form = A code has six digits.
code-error-wrong = That is not the code we sent.
code-error-wrong-next = Use the newest mail: an older code stops working when another is sent.
code-error-void = This code can no longer be used.
code-error-void-next = Ask for another one below.
code-error-soon = Another code can be sent in { $time }.
code-left = { $count ->
    [one] One try left with this code.
   *[other] { $count } tries left with this code.
}

## A limited link on a server without mail

gated-title = This link is limited
gated-heading = This link is limited to certain e-{"\u2060"}mail addresses
gated-body = Before it opens, we would send a code to your address. This server cannot send mail, so the link cannot be used here.
gated-next = Ask { $company } for a link that opens without a code.
gated-next-reference = Ask { $company } for a link that opens without a code, and mention this reference.

## Provider

country = Country
country-any = Any country
provider-confirm-title = Is this your provider?
provider-confirm-title-general = Is your account here?
provider-confirm-heading = Is this your provider?
provider-confirm-heading-general = Is your account here?
provider-confirm-lead = { $company } expects your bills to come from here.
provider-confirm-lead-general = { $company } gets the data of the account that you sign in to here.
provider-confirm-yes = Yes, continue
provider-confirm-other = Choose another

provider-search-title = Choose your provider
provider-search-heading = Who sends your bills?
provider-search-lead = Search for the utility by name or by its website.
provider-search-field = Name or website
provider-search-button = Search
provider-search-results = Results
provider-search-count = { $count ->
    [one] One provider found
   *[other] { $count } providers found
}
# Where there are more than are shown.
provider-search-first = The first { $count ->
    [one] provider found
   *[other] { $count } providers found
}
provider-search-more = There are more. Type more of the name, or choose the country.
# Over providers of more than one country, and over those that have customers everywhere.
provider-search-several = In several countries
provider-search-anywhere = Everywhere
provider-search-none = No provider matches “{ $query }”
provider-search-none-more = Try a shorter name, check the country, or tell us below.
# Where only some providers can be connected.
provider-search-none-narrowed = Try a shorter name. This link is open for certain providers only.
provider-unlisted = Mine isn’t listed
provider-unlisted-lead = Tell us its name and the address of the page where you sign in.
provider-unlisted-name = Provider’s name
provider-unlisted-url = Address of the sign-in page
provider-unlisted-url-help = It starts with https://
provider-unlisted-button = Continue
provider-error-name = Enter the provider’s name.
provider-error-url = Enter the whole address, starting with https://
provider-error-choice = Choose a provider from the list, or tell us yours.
provider-error-refused = { $company } did not open this link for that provider. Choose another one.

## What a portal offers

connectors-title = Choose an account
connectors-heading = Which account do you want to connect?
connectors-heading-more = Do you want to connect another account?
connectors-lead = Choose where you have it. You sign in on the next page.
connectors-lead-more = Choose where you have it, or finish here.
# Read to people who do not see that the buttons are a list.
connectors-list = What you can connect
connectors-search = Name or website
connectors-search-button = Search
connectors-count = { $count ->
    [one] One found
   *[other] { $count } found
}
connectors-no-match = Nothing matches.
connectors-none = Nothing matches “{ $query }”
connectors-none-more = Try a shorter name. Search with an empty field to see everything again.
connectors-connected = Connected
connectors-finish = Finish
connectors-error-none = Choose one from the list.
connectors-error-gone = That one was withdrawn a moment ago. Choose another one.

## Sign in

sign-in-title = Sign in to { $provider }
sign-in-heading = Sign in to { $provider }
sign-in-button = Sign in
# Above the button, where nothing more is asked.
sign-in-last = Signing in connects this account to { $company }.
# Where nobody can find out at once whether the sign-in works.
sign-in-unchecked = We cannot try this sign-in now. If something is wrong with it, { $company } asks you again.
sign-in-busy = Signing in to { $provider }…
sign-in-slow = Some providers take up to a minute. You can leave this open.
sign-in-forgot = Forgot your password?
sign-in-forgot-general = Cannot sign in?
sign-in-reset = Reset it at { $domain }
sign-in-reset-general = Get help at { $domain }
sign-in-other = Not your provider? Choose another
repair-none = This connection works, and nothing has to be done. If you sign in all the same, it is refreshed.
repair-password = { $provider } no longer takes the password that we have. Sign in with the one that works there now.
repair-new-password = { $provider } asks for a new password. Set it there first, then sign in here with it.
repair-more = { $provider } asks for more than before when somebody signs in. Sign in, and answer what it asks.
repair-code = { $provider } wants its check once more. Sign in, and have your phone or mailbox at hand for the code.
repair-username = Last time you signed in as { $username }.
sign-in-other-general = Choose another account
# After something else was connected in the same walk.
sign-in-finish = Finish without this one
# Beside the name of a field whose value is not shown.
sign-in-filled-mark = Filled in
sign-in-filled = By { $company }. Leave this empty to use it, or type your own.
# Said before the text that stands before or behind an input, such as “https://”. Only heard, never seen.
sign-in-before = Stands before it:
sign-in-behind = Stands behind it:
# Beside a box. Shown where nothing is left to type.
sign-in-consent = Yes, connect my { $provider } account
sign-in-consent-error = Tick the box to connect your account.
sign-in-select = Choose one
sign-in-yes = Yes
sign-in-no = No
password-show = Show
password-hide = Hide
password-of = { $label }: show or hide

error-heading = Please check this
error-title = Check: { $title }
error-missing = Fill in “{ $label }”.
error-email = Enter an e-mail address, like name@example.com.
error-number = Enter a number in “{ $label }”.
error-url = Enter a whole web address in “{ $label }”, like https://www.example.com.
error-form = Check “{ $label }”: it does not look as { $provider } writes it.
error-choice = Choose one of the answers to “{ $label }”.
error-long = “{ $label }” is longer than any provider accepts. Check what was pasted.
error-password = That password did not work at { $provider }.
error-password-general = { $provider } did not accept that sign-in.
error-password-next = Check the user name too, then try again.
error-password-next-general = Check each field, then try again.
error-locked = { $provider } has locked this account.
error-locked-next = Unlock it at { $domain }, then sign in here again.
error-declined = You did not let us in at { $provider }.
error-declined-next = Nothing was shared. You can try again and agree there.
error-check = { $provider } ended its check, so the sign-in did not go through.
error-check-next = Sign in again: { $provider } then asks anew.
error-no-accounts = The sign-in worked, but { $provider } shows no accounts for it.
error-no-accounts-next = If you have another sign-in there, use that one.
error-unsure = { $provider } answered in a way we do not understand yet.
error-unsure-next = Nothing was saved. Try again, or come back later with the same link.

## Signing in on the provider's own page

elsewhere-lead = You do that on { $provider }’s own page, and agree there that { $company } gets your data. We never see your password.
elsewhere-ask = Continue
# On a link that leaves this site.
elsewhere-go = Continue to { $host }
elsewhere-back = Afterwards you are brought back here.
elsewhere-tab = Continue in a new tab
elsewhere-tab-then = { $provider } can only be opened in a tab of its own. Come back to this page when you are done there.
elsewhere-tab-done = I am done in the other tab
returned-title = One moment
returned-heading = One moment
returned-lead = You are back from { $provider }. If nothing happens, press the button.
returned-button = Continue

## Challenge

challenge-title = One more check by { $provider }
challenge-code-heading = Enter the code
challenge-code-sent = { $channel ->
    [sms] { $provider } sent a code by text message.
    [call] { $provider } calls you and says a code.
    [email] { $provider } sent a code by e-mail.
    [app] Open the authenticator app you use for { $provider }.
   *[other] { $provider } asks for a code.
}
challenge-code-sent-to = { $channel ->
    [sms] { $provider } sent a code by text message to { $destination }.
    [call] { $provider } calls { $destination } and says a code.
    [email] { $provider } sent a code by e-mail to { $destination }.
    [app] Open the authenticator app on { $destination }.
   *[other] { $provider } sent a code to { $destination }.
}
challenge-code-field = Code
challenge-code-digits = { $digits } digits
challenge-choice-heading = How do you want to get your code?
challenge-choice-lead = { $provider } wants to make sure that it is you.
challenge-choice-legend = Ways to get a code
challenge-method = { $channel ->
    [sms] Text message
    [call] Phone call
    [email] E-mail
    [app] Authenticator app
   *[other] Another way
}
challenge-question-heading = Answer your security question
challenge-question-lead = { $provider } asks what you chose when you made the account.
challenge-password-heading = Choose a new password
challenge-password-lead = { $provider } wants you to change it now. From then on you use the new one there too.
challenge-password-field = New password
challenge-button = Continue
challenge-button-code = Send the code
challenge-busy = Checking with { $provider }…
challenge-another-way = Choose another way
challenge-restart = Start again
challenge-left = { $count ->
    [one] One try left. After that you start again.
   *[other] { $count } tries left.
}
challenge-error-code = That code did not work.
challenge-error-code-next = Use the newest one: an older code stops working when another is sent.
challenge-error-answer = That answer did not work at { $provider }.
challenge-error-password = { $provider } did not accept that password.
challenge-error-password-next = Choose another one that follows its rules.
challenge-error-missing-code = Enter the code.
challenge-error-missing-answer = Enter your answer.
challenge-error-missing-password = Enter a new password.
challenge-error-missing-choice = Choose one of the ways.

## Sites and types

sites-title = Choose what to share
sites-heading = Choose what to share
sites-lead = { $company } gets bills and usage for what is ticked, and nothing else.
sites-lead-general = { $company } gets data for what is ticked, and nothing else.
sites-only-types-lead = { $company } gets these kinds of bills from your account, and nothing else.
sites-only-types-lead-general = { $company } gets this data from your account, and nothing else.
sites-legend = Sites
sites-all = All sites
sites-fixed = { $company } has fixed these sites.
sites-search = Find a site
sites-no-match = No site matches.
sites-types-legend = Kinds of bills
sites-types-legend-general = Kinds of data
sites-types-fixed = { $company } has fixed these kinds.
sites-button = Connect
# Where fields are matched after this.
sites-button-next = Continue
sites-button-count = { $count ->
    [0] Connect
    [one] Connect 1 site
   *[other] Connect { $count } sites
}
sites-busy = Connecting…
sites-error-site = Tick at least one site.
sites-error-type = Tick at least one kind of bill.
sites-error-type-general = Tick at least one kind of data.
sites-error-changed = The list of sites has changed. Check what is ticked, then send it again.

type-electricity = Electricity
type-gas = Gas
type-water = Water
type-waste = Waste
type-fuel = Fuel
type-solar = Solar
type-sewer = Sewer
type-steam = Steam
type-chilled-water = Chilled water
type-hot-water = Hot water

## Mapping fields

mapping-title = Match the fields
mapping-heading = Match the fields
mapping-lead = Say which fields of { $provider } hold what { $company } needs. Please check those that are matched already.
mapping-target = { $company } needs
mapping-source = From { $provider }
mapping-required = Required
mapping-choose = Choose a field
mapping-nothing = Do not fill
mapping-no-match = No field matches.
mapping-button = Connect
mapping-back = Back to the sites
mapping-error-missing = Choose a field for “{ $label }”.
mapping-error-changed = The lists of fields have changed. Check what is matched, then send it again.

## Forwarded codes

forwarding-title = Forward the codes
forwarding-heading = Forward the codes of { $provider }
forwarding-lead = { $provider } mails a code whenever somebody signs in. If you forward those mails, { $company } can keep this connection working without asking you each time.
forwarding-step-address = Copy this address. It is for this connection alone.
forwarding-copy-address = the address
forwarding-step-rule = In the settings of the mailbox that gets the codes, make a rule: forward what comes from this sender to the address above.
forwarding-copy-sender = the sender
forwarding-confirm = Some mail services first mail a code to that address to confirm it. { $company } gets it: ask them for it.
forwarding-copied = Copied
forwarding-step-test = Send a test: have { $provider } mail you a code, or forward any of its mails to the address yourself.
forwarding-waiting = Waiting for the test message…
forwarding-arrived = The test message has arrived. Forwarding works.
forwarding-check = Check again
forwarding-button = Continue
forwarding-off = Turn off instead
forwarding-off-how = You can also turn off the codes: sign in at { $provider } and look for sign-in codes or two-step verification in the security settings. Then say so here.
forwarding-off-done = I have turned off the codes
forwarding-later = Do this later
forwarding-later-note = You can go on without it. { $company } asks you again when a code is needed.
forwarding-error-off = Tick the box once the codes are turned off.
forwarding-error-nothing = No message has arrived yet.
forwarding-error-nothing-next = Check the rule and the address, then send the test again.

## Done

done-title = Connected
done-heading = Thanks for connecting your utility account!
done-heading-general = Thanks for connecting your account!
done-heading-several = Thanks for connecting your accounts!
done-lead = { $company } now gets your bills and usage from { $provider }, usually starting within a day. You have nothing more to do.
done-lead-general = { $company } now gets the data of your { $provider } account. You have nothing more to do.
done-lead-several = { $company } now gets the data of these accounts. You have nothing more to do.
done-lead-reconnect = { $company } gets your bills and usage from { $provider } again, usually within a day. You have nothing more to do.
done-receipt = Receipt
done-receipt-number = Receipt { $number }
done-provider = Provider
done-provider-general = Account
done-sites = Sites
done-types = Bills
done-types-general = Data
done-date = Connected on
done-reference = Reference
done-another = Connect another account
done-return = Return to { $company }
done-close = You can close this page.
exit = Close

copy = Copy
copy-done = Copied
copy-what = the reference

## Dead ends

dead-reference = Reference
dead-ask = Ask { $company } for a new link.
dead-ask-reference = Ask { $company } for a new link, and mention this reference.
dead-help-reference = If it happens again, tell { $company } this reference.
dead-ask-button = Ask { $company } for a new link
dead-again = Try again
dead-start-again = Start again
dead-continue = Continue where you were
dead-finish = Finish
dead-see-receipt = See what you connected
dead-open-tab = Open in a new tab

dead-expired-title = This link has expired
dead-expired-heading = This link has expired
dead-expired-body = Links stop working after a while to keep you safe.
dead-expired-body-on = It worked until { $date }. Links stop working after a while to keep you safe.

dead-revoked-title = This link is closed
dead-revoked-heading = { $company } closed this link
dead-revoked-body = It can no longer be used. If you were asked to connect an account, there may be a newer link in your messages.

dead-used-title = This link was already used
dead-used-heading = This link was already used
dead-used-body = If that was you, your account is connected and there is nothing more to do.
dead-used-body-on = It was last used on { $date }. If that was you, your account is connected and there is nothing more to do.
dead-used-next = Need to fix something? Ask { $company } for a new link.
dead-used-ask = Need to fix something? Let { $company } know.
dead-used-next-reference = Need to fix something? Ask { $company } for a new link, and mention this reference.

dead-unknown-title = This link does not work
dead-unknown-heading = This link does not work
dead-unknown-body = A part of it may be missing. Copy the whole link from the message and paste it into the address bar.

dead-timed-out-title = Your time ran out
dead-timed-out-heading = Let’s start again
dead-timed-out-body = You were away for a while, so we forgot what you had typed to keep it safe. Nothing was shared.

dead-session-title = This page is closed
dead-session-heading = This page is closed
dead-session-body = For your safety it stays open for an hour, and only in the browser in which it was started.
dead-session-next = Open the link from your message again: it shows where things stand. If you land here again at once, allow cookies for this website.

dead-unfinished-title = One press left
dead-unfinished-heading = You are signed in
dead-unfinished-body = We could not finish at the first try. Press the button and it is done.

dead-provider-down-title = Your provider is not answering
dead-provider-down-heading = { $provider } is not answering
dead-provider-down-body = This is not about your password, and we did not save anything. It usually passes within an hour.
dead-provider-down-next = The link from your message keeps working. Come back with it later if you like.

dead-nothing-title = Nothing to connect
dead-nothing-heading = There is nothing to connect any more
dead-nothing-body = What this link was for has been withdrawn since it was sent.
dead-nothing-body-connected = The rest of what this link was for has been withdrawn. What you connected stays connected.

dead-too-many-title = Let’s take a break
dead-too-many-heading = Too many tries for now
dead-too-many-body = We stopped so that your account does not get locked. Nothing was saved.
dead-too-many-body-connected = We stopped so that your account does not get locked. What you connected before stays connected.
dead-too-many-when = { $minutes ->
    [one] Come back in a minute with the same link.
   *[other] Come back in { $minutes } minutes with the same link.
}
dead-too-many-later = Come back later with the same link.

dead-codes-title = Let’s take a break
dead-codes-heading = Too many codes for now
dead-codes-body = So that nobody can guess a code, only so many can be sent and tried. Nothing was shared.

dead-asked-title = We let them know
dead-asked-heading = { $company } knows that you would like a new link
dead-asked-body = If they make one, it comes from them, the way this one did. You can close this page.

dead-form-title = Please send that once more
dead-form-heading = Please send that once more
dead-form-body = The page had been open for too long, or in two tabs, so we could not be sure that it came from you. Nothing was sent.
dead-form-next = Open the link from your message again.

dead-request-title = We could not read that
dead-request-heading = We could not read what your browser sent
dead-request-body = It was incomplete, too large, or of another kind than we expected. Nothing was saved.
dead-request-next = Go back and try again, or open the link from your message again.

dead-server-title = Something went wrong
dead-server-heading = Something went wrong on our side
dead-server-body = It is not about you or your account, and nothing was shared. Please try again in a few minutes.

dead-not-found-title = There is no page here
dead-not-found-heading = There is no page here
dead-not-found-body = Check the address, or open the link from your message again.

dead-cookies-title = Your browser keeps this page from working
dead-cookies-heading = Let’s open this in its own tab
dead-cookies-body = Your browser does not let this page remember which step you are on. That is common when it is shown inside another website.
dead-cookies-next = If it happens there too, allow cookies for this website, then open the link from your message again.

# Behind the link at the foot of a mail. $address is an e-mail address, most of it hidden.
unsubscribe-title = No more mails
unsubscribe-heading = No more mails to { $address }?
unsubscribe-lead = { $company } will not mail this address again, neither reminders nor new links. A code that you ask for on a page still comes.
unsubscribe-button = Stop the mails
unsubscribe-done-heading = Done: no more mails to { $address }
unsubscribe-done-lead = If this was a mistake, tell { $company }: they can take it back.

# The mails of a server that somebody tries out, which are shown and not sent.
mails-heading = Mails
mails-lead = A quickstart sends no mail. What it would have sent is here.
mails-none = No mail yet. Make an invitation with “sendEmail”, or ask for a code.
mails-from = From
mails-to = To
mails-at = Written
mails-shown = The mail as its reader sees it
mails-text = As plain text
mails-raw = Download
mails-back = All mails
