mail-company = { $company }

mail-code-subject = { $company }: Ihr Code
mail-code-why = Geben Sie diesen Code auf der Seite ein, auf die { $company } Sie geschickt hat. Er zeigt, dass diese Adresse Ihnen gehört.
mail-code-until =
    { $minutes ->
        [one] Er gilt einmal und eine Minute lang, gerechnet ab Ihrer Anforderung.
       *[other] Er gilt einmal und { $minutes } Minuten lang, gerechnet ab Ihrer Anforderung.
    }
mail-code-unexpected = Sie haben keinen Code angefordert? Dann hat jemand Ihre Adresse eingegeben. Ignorieren Sie diese E-Mail, und niemand erhält Zugang.

mail-connect-subject = { $company }: Verbinden Sie Ihr Konto bei Ihrem Versorger
mail-connect-subject-named = { $company }: Verbinden Sie Ihr Konto bei { $provider }
mail-connect-subject-general = { $company }: Verbinden Sie Ihr Konto
mail-connect-why = { $company } bittet Sie, Ihr Konto bei Ihrem Versorger zu verbinden, damit Ihre Rechnungen und Verbrauchswerte von selbst dort ankommen. Es dauert etwa drei Minuten. Ihr Passwort wird verschlüsselt und nur dafür verwendet.
mail-connect-why-named = { $company } bittet Sie, Ihr Konto bei { $provider } zu verbinden, damit Ihre Rechnungen und Verbrauchswerte von selbst dort ankommen. Es dauert etwa drei Minuten. Ihr Passwort wird verschlüsselt und nur dafür verwendet.
mail-connect-why-general = { $company } bittet Sie, Ihr Konto zu verbinden, damit dessen Daten von selbst dort ankommen. Es dauert etwa drei Minuten. Ihr Passwort wird verschlüsselt und nur dafür verwendet.
mail-connect-button = Konto verbinden
mail-reconnect-subject = { $company }: Melden Sie sich erneut bei Ihrem Versorger an
mail-reconnect-subject-named = { $company }: Melden Sie sich erneut bei { $provider } an
mail-reconnect-subject-general = { $company }: Melden Sie sich erneut bei Ihrem Konto an
mail-reconnect-why = Die Verbindung zu Ihrem Konto bei Ihrem Versorger funktioniert nicht mehr. { $company } bittet Sie, sich erneut anzumelden; das dauert etwa eine Minute. Ihr Passwort wird verschlüsselt und nur dafür verwendet.
mail-reconnect-why-named = Die Verbindung zu Ihrem Konto bei { $provider } funktioniert nicht mehr. { $company } bittet Sie, sich erneut anzumelden; das dauert etwa eine Minute. Ihr Passwort wird verschlüsselt und nur dafür verwendet.
mail-reconnect-why-general = Die Verbindung zu Ihrem Konto funktioniert nicht mehr. { $company } bittet Sie, sich erneut anzumelden; das dauert etwa eine Minute. Ihr Passwort wird verschlüsselt und nur dafür verwendet.
mail-reconnect-button = Erneut anmelden
mail-remind-connect-subject = { $company }: Erinnerung, Ihr Konto zu verbinden
mail-remind-reconnect-subject = { $company }: Erinnerung, sich erneut anzumelden
mail-remind-why = Dies ist eine Erinnerung: Der Link unten wurde Ihnen bereits geschickt und bisher nicht benutzt.
mail-handed-off = { $by } hat Ihnen dies weitergegeben.
mail-message = { $company } schreibt:
mail-link = Oder kopieren Sie diesen Link in Ihren Browser:
mail-expires = Der Link gilt bis zum { $date }.
mail-yours = Dieser Link gehört Ihnen: Er zeigt, dass Sie dieses Postfach lesen. Bitte leiten Sie ihn nicht weiter.
mail-unexpected = Sie haben das nicht erwartet? Ignorieren Sie diese E-Mail oder informieren Sie { $company }.

mail-test-subject = Ein Test der E-Mails von { $host }
mail-test-why = Sie lesen dies, also kommen E-Mails von { $host } an. Jemand, der diesen Server betreibt, hat es damit ausprobiert. Es ist nichts zu tun.
mail-test-unexpected = Sie kennen diesen Server nicht? Dann hat sich jemand bei der Adresse vertippt; ignorieren Sie diese E-Mail.

mail-notice-link-subject = { $about }: Jemand bittet um einen neuen Link
mail-notice-connected-subject = { $about }: verbunden mit { $provider }
mail-notice-link-expired = Ein Link für { $about } ist abgelaufen, und jemand, der ihn hat, bittet um einen neuen.
mail-notice-link-revoked = Ein Link für { $about } wurde widerrufen, und jemand, der ihn hat, bittet um einen neuen.
mail-notice-link-used = Ein Link für { $about } ist aufgebraucht, und jemand, der ihn hat, bittet um einen neuen.
mail-notice-link-advice = Bitten kann jeder, der einen Link hat; wer es war, ist daraus nicht zu ersehen. Senden Sie einen neuen Link an die, für die er bestimmt war.
mail-notice-connected = { $about } hat eine neue Verbindung: ein Konto bei { $provider }.
mail-notice-link-id = Link: { $name }
mail-notice-reference = Ihre Referenz: { $name }
mail-notice-connection-id = Verbindung: { $name }
mail-notice-unexpected = Sie erhalten diese E-Mail, weil der Arbeitsbereich { $company } diese Adresse für Mitteilungen angegeben hat. Wer ihn verwaltet, kann das ändern.

mail-unsubscribe = Keine E-Mails mehr von { $company }
