# The mails. $company is the name of whoever asks; it can be any text.

mail-company = { $company }

# A code that proves an address. $minutes is a whole number.
mail-code-subject = { $company }: your code
mail-code-why = Type this code on the page that { $company } sent you to. It shows that this is your address.
mail-code-until =
    { $minutes ->
        [one] It works once, for a minute from when you asked for it.
       *[other] It works once, for { $minutes } minutes from when you asked for it.
    }
mail-code-unexpected = You did not ask for a code? Then somebody typed your address. Ignore this mail, and nobody gets in.

# An invitation. $provider is a name, such as Pacific Power; it can be any text.
mail-connect-subject = { $company }: connect your utility account
mail-connect-subject-named = { $company }: connect your { $provider } account
mail-connect-subject-general = { $company }: connect your account
mail-connect-why = { $company } asks you to connect your utility account, so that your bills and usage reach them by themselves. It takes about three minutes. Your password is encrypted and used only for this.
mail-connect-why-named = { $company } asks you to connect your { $provider } account, so that your bills and usage reach them by themselves. It takes about three minutes. Your password is encrypted and used only for this.
mail-connect-why-general = { $company } asks you to connect your account, so that its data reaches them by itself. It takes about three minutes. Your password is encrypted and used only for this.
mail-connect-button = Connect your account
mail-reconnect-subject = { $company }: sign in to your utility account again
mail-reconnect-subject-named = { $company }: sign in to { $provider } again
mail-reconnect-subject-general = { $company }: sign in to your account again
mail-reconnect-why = The connection to your utility account has stopped working. { $company } asks you to sign in again, which takes about a minute. Your password is encrypted and used only for this.
mail-reconnect-why-named = The connection to your { $provider } account has stopped working. { $company } asks you to sign in again, which takes about a minute. Your password is encrypted and used only for this.
mail-reconnect-why-general = The connection to your account has stopped working. { $company } asks you to sign in again, which takes about a minute. Your password is encrypted and used only for this.
mail-reconnect-button = Sign in again
mail-remind-connect-subject = { $company }: a reminder to connect your account
mail-remind-reconnect-subject = { $company }: a reminder to sign in again
mail-remind-why = This is a reminder: the link below was mailed to you before, and nothing has been done with it yet.
# $by is an e-mail address.
mail-handed-off = { $by } passed this on to you.
mail-message = { $company } writes:
mail-link = Or copy this link into your browser:
mail-expires = The link works until { $date }.
mail-yours = This link is yours: it shows that you read this mailbox. Please do not forward it.
mail-unexpected = You did not expect this? Ignore it, or tell { $company }.

# A test by whoever runs the server. $host is its name, such as links.example.com.
mail-test-subject = A test of mail from { $host }
mail-test-why = You are reading this, so mail from { $host } arrives. Somebody who runs that server has sent it to try that out. There is nothing to do.
mail-test-unexpected = You do not know that server? Then the address was a slip of the hand; ignore this mail.

# A notice to the customer. $about is the name of a company, $company that of the customer, $name an id or what they call it.
mail-notice-link-subject = { $about }: somebody asks for a new link
mail-notice-connected-subject = { $about }: connected to { $provider }
mail-notice-link-expired = A link to { $about } has expired, and somebody who has it asks for a new one.
mail-notice-link-revoked = A link to { $about } was revoked, and somebody who has it asks for a new one.
mail-notice-link-used = A link to { $about } is used up, and somebody who has it asks for a new one.
mail-notice-link-advice = Whoever has a link can ask, so this does not say who it was. Send a new link to those it was meant for.
mail-notice-connected = { $about } has a new connection: an account at { $provider }.
mail-notice-link-id = Link: { $name }
mail-notice-reference = Your reference: { $name }
mail-notice-connection-id = Connection: { $name }
mail-notice-unexpected = You get this mail because the workspace { $company } has set this address for notices. Whoever manages it can change that.

# At the foot of a reminder and of a notice: a link by which its reader gets no more mail of $company.
mail-unsubscribe = No more mails from { $company }
